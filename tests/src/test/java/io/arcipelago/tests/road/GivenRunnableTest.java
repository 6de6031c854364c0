package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher can be told what to run, so that tests and packagers need no build. */
class GivenRunnableTest {

    @TempDir Path directory;

    @Test
    void runnableThatIsNotThereIsNamedAndNothingIsStarted() {
        Path data = directory.resolve("data");
        Path runnable = directory.resolve("no-such-runnable");

        Commands.Result result =
                Commands.run(
                        PackagedProduct.root(),
                        Map.of("ARCIPELAGO_RUNNABLE", runnable.toString(), "ARCIPELAGO_APT", "no"),
                        Duration.ofMinutes(1),
                        List.of(
                                PackagedProduct.root().resolve("arcipelago").toString(),
                                "up",
                                "--data",
                                data.toString()));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains(runnable + " holds no arcipelago.jar");
        assertThat(data).doesNotExist();
    }
}
