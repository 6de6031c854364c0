package io.arcipelago.tests.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arcipelago.tests.repository.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher's promises that need no running federation. */
class LauncherTest {

    @TempDir Path directory;

    @Test
    void scriptsAreCleanUnderShellcheck() throws IOException, InterruptedException {
        boolean installed =
                Shell.run(Map.of(), List.of("sh", "-c", "command -v shellcheck")).status() == 0;
        boolean required = "true".equals(System.getenv("CI"));
        assumeTrue(installed || required, "shellcheck is not installed");

        Result result =
                Shell.run(
                        Map.of(),
                        List.of(
                                "shellcheck",
                                "--external-sources",
                                "--check-sourced",
                                "arcipelago",
                                "app/launcher/train.sh",
                                "tests/openstack/openstack.sh",
                                ".ci/run"));

        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "stop",
                "status",
                "logs",
                "organisation",
                "doctor",
                "build",
                "test",
                "version",
                "help"
            })
    void helpNamesEveryCommand(String command) throws IOException, InterruptedException {
        assertThat(Shell.launcher(Map.of(), "help").output()).contains("\n  " + command);
    }

    @Test
    void jdkThatIsTooOldIsPassedOver() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15");
        Path recent = jdk("a recent one", "25.0.3");

        Result fromHome =
                Shell.functions(
                        Map.of("JAVA_HOME", old.toString(), "HOME", directory.toString()),
                        "find_jdk && printf %s \"$java_home\"");
        Result fromVariable =
                Shell.functions(
                        Map.of("JAVA_HOME", recent.toString()),
                        "find_jdk && printf %s \"$java_home\"");

        assertThat(fromHome.output()).isNotEqualTo(old.toString());
        assertThat(fromVariable.output()).isEqualTo(recent.toString());
    }

    @Test
    void namedJdkThatIsTooOldIsAnError() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15");

        Result result = Shell.functions(Map.of("ARCIPELAGO_JAVA_HOME", old.toString()), "find_jdk");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(old.toString(), "not a JDK 25 or later");
    }

    @ParameterizedTest
    @CsvSource({
        "20.19.0, 20.19, 0",
        "20.20.2, 20.19, 0",
        "18.20.4, 20.19, 1",
        "3.8.7, 3.8.7, 0",
        "3.10.0, 3.8.7, 0",
        "3.8.6, 3.8.7, 1"
    })
    void versionsAreComparedNumberByNumber(String have, String want, int status)
            throws IOException, InterruptedException {
        assertThat(Shell.functions(Map.of(), "at_least \"$1\" \"$2\"", have, want).status())
                .isEqualTo(status);
    }

    @Test
    void processIdThatWasGivenToAnotherProcessIsNotOurs() throws IOException, InterruptedException {
        String script =
                """
                run=$1
                printf '%s %s\\n' "$2" "$(start_time "$2")" >"$run/ours.pid"
                printf '%s %s\\n' "$2" 1 >"$run/recycled.pid"
                alive ours && echo ours
                alive recycled || echo recycled
                """;

        Result result =
                Shell.functions(
                        Map.of(),
                        script,
                        directory.toString(),
                        String.valueOf(ProcessHandle.current().pid()));

        assertThat(result.output().lines()).containsExactly("ours", "recycled");
    }

    @Test
    void takenPortAndItsOwnerAreNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Any of the five ports; counted from below so that the last ones have room too.
            int base = taken.getLocalPort() - 4;

            Result result =
                    Shell.launcher(
                            Map.of(), "doctor", "--data", directory.toString(), "--port=" + base);

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.output())
                    .contains("Port " + taken.getLocalPort() + " is taken by")
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void organisationIsAddedListedAndTakenOut() throws IOException, InterruptedException {
        String data = directory.toString();

        Result added =
                Shell.launcher(
                        Map.of(), "organisation", "add", "isles", "Isles & Co", "--data", data);
        Result again = Shell.launcher(Map.of(), "organisation", "add", "isles", "--data", data);
        Result listed = Shell.launcher(Map.of(), "organisation", "list", "--data", data);
        Result removed =
                Shell.launcher(Map.of(), "organisation", "remove", "isles", "--data", data);
        Result after = Shell.launcher(Map.of(), "organisation", "list", "--data", data);

        Path settings =
                directory.resolve("organisations/isles/config").resolve("application.properties");
        assertThat(added.status()).as(added.errors()).isZero();
        assertThat(settings).content().contains("arcipelago.organisation.name=Isles & Co\n");
        assertThat(again.errors()).contains("There is an organisation isles already");
        assertThat(listed.output()).containsPattern("isles +\\d+ +stopped +http://localhost:");
        assertThat(removed.output()).contains("rename port.removed to port");
        assertThat(after.output()).doesNotContain("isles");
        assertThat(settings).as("what it takes to bring it back").exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Isles", "1isles", "the isles", "arcipelago", "../isles"})
    void organisationsNameThatCannotBeUsedIsRefused(String name)
            throws IOException, InterruptedException {
        Result result =
                Shell.launcher(
                        Map.of(), "organisation", "add", name, "--data", directory.toString());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(name);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "--port, abc, --port abc is not a number",
        "--port, 65535, leaves no room for five ports",
        "--servers, cloudy, use auto"
    })
    void wrongOptionIsNamedWithItsRemedy(String option, String value, String message)
            throws IOException, InterruptedException {
        Result result = Shell.launcher(Map.of(), "up", option, value);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message);
    }

    @Test
    void statusOfNothingSaysSoAndLeavesNothing() throws IOException, InterruptedException {
        Path data = directory.resolve("it's \"mine\"");

        Result result = Shell.launcher(Map.of(), "status", "--json", "--data", data.toString());

        JsonNode status = JsonMapper.shared().readTree(result.output());
        assertThat(result.status()).isEqualTo(3);
        assertThat(status.path("running").asBoolean(true)).isFalse();
        assertThat(status.path("data").asString("")).isEqualTo(data.toString());
        assertThat(status.path("processes").size()).isEqualTo(3);
        assertThat(data).doesNotExist();
    }

    @Test
    void stopOfNothingIsNotAnError() throws IOException, InterruptedException {
        Path data = directory.resolve("never-started");

        Result result = Shell.launcher(Map.of(), "stop", "--data", data.toString());

        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("Nothing to stop");
        assertThat(data).doesNotExist();
    }

    @Test
    void totalAddsUpTheReportsOfAllModules() throws IOException, InterruptedException {
        report(
                "identity",
                "<testsuite name=\"A\" tests=\"5\" errors=\"1\" skipped=\"1\" failures=\"1\">");
        report(
                "site",
                "<testsuite name=\"B\" tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\">");

        Result result =
                Shell.functions(Map.of(), "root=$1 && total_of_reports", directory.toString());

        assertThat(result.output()).isEqualTo("9 passed, 2 failed, 1 skipped\n");
    }

    @Test
    void resultsOfFilesThatAreGoneDoNotStay() throws IOException, InterruptedException {
        Path source = directory.resolve("site/src/main/resources/old.sql");
        Path result = directory.resolve("site/target/classes/old.sql");
        for (Path file : List.of(source, result)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "select 1");
        }
        String build = "root=$1 && remove_stale_outputs";

        Shell.functions(Map.of(), build, directory.toString());
        assertThat(result).exists();
        Files.delete(source);
        Result again = Shell.functions(Map.of(), build, directory.toString());

        assertThat(again.errors()).contains("Source files have gone");
        assertThat(result).doesNotExist();
    }

    private void report(String module, String suite) throws IOException {
        Path reports = directory.resolve(module + "/target/surefire-reports");
        Files.createDirectories(reports);
        Files.writeString(
                reports.resolve("TEST-" + module + ".xml"),
                "<?xml version=\"1.0\"?>\n" + suite + "\n</testsuite>\n");
    }

    /** A directory that looks like a JDK of the version. */
    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path javac = Files.createFile(home.resolve("bin/javac"));
        assertThat(javac.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
