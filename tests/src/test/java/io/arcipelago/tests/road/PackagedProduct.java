package io.arcipelago.tests.road;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The product as the build has packaged it, extracted once for all tests. */
final class PackagedProduct {

    private PackagedProduct() {}

    /** The root of the source tree, where the launcher is. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("arcipelago"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException(
                        "No ./arcipelago above " + Path.of("").toAbsolutePath());
            }
        }
        return directory;
    }

    /**
     * The directory for the launcher's ARCIPELAGO_RUNNABLE; raises IllegalStateException if the
     * application has not been packaged. The system property {@code arcipelago.runnable} names
     * another one.
     */
    static Path extracted() {
        String given = System.getProperty("arcipelago.runnable", "");
        return given.isEmpty() ? Extraction.DIRECTORY : Path.of(given);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Extracts when it is first asked for. */
    private static final class Extraction {

        static final Path DIRECTORY = extract();

        private static Path extract() {
            Path directory = root().resolve("tests/target/product");
            Commands.run("rm", "-rf", directory.toString()).expectSuccess();
            Commands.run(
                            root(),
                            Map.of(),
                            Duration.ofMinutes(2),
                            List.of(
                                    java().toString(),
                                    "-Djarmode=tools",
                                    "-jar",
                                    archive().toString(),
                                    "extract",
                                    "--destination",
                                    directory.toString(),
                                    "--application-filename",
                                    "arcipelago.jar"))
                    .expectSuccess();
            return directory;
        }

        private static Path archive() {
            Path target = root().resolve("app/target");
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "No packaged application in "
                                                + target
                                                + "; run these tests with 'verify' and -am"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
