package io.arcipelago.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arcipelago.platform.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir Path cache;

    /** Only unpacks, so that the test can kill it in the middle. */
    static final class UnpackingMain {

        private UnpackingMain() {}

        public static void main(String[] arguments) throws IOException {
            PostgresBinaries.unpackedIn(Path.of(arguments[0]));
        }
    }

    @Test
    void aKillInTheMiddleOfUnpackingIsHarmless() throws IOException {
        try (ChildJvm child = ChildJvm.start(UnpackingMain.class, cache.toString())) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> fileCount() > 20);
            child.kill();
        }
        List<Path> left = entries();
        assertThat(left)
                .singleElement()
                .satisfies(dir -> assertThat(dir.getFileName().toString()).startsWith("."));
        Files.setLastModifiedTime(
                left.getFirst(), FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        Path programs = PostgresBinaries.unpackedIn(cache);

        assertThat(Commands.run(List.of(programs + "/bin/postgres", "--version"), cache).output())
                .contains("PostgreSQL) 18");
        assertThat(entries()).containsExactly(programs);
        assertThat(PostgresBinaries.unpackedIn(cache)).isEqualTo(programs);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> list = Files.list(cache)) {
            return list.toList();
        }
    }

    private long fileCount() throws IOException {
        try (Stream<Path> tree = Files.walk(cache)) {
            return tree.count();
        } catch (UncheckedIOException changedWhileWalking) {
            return 0;
        }
    }
}
