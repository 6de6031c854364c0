package io.arcipelago.feeder.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDirectoryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path folder;
    private ConfigDirectory directory;

    @BeforeEach
    void oneGoodFile() throws IOException {
        write("a.config.yaml", ConfigReaderTest.GOOD);
        directory = new ConfigDirectory(folder, () -> NOW);
        directory.refresh();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String named(String name) {
        return ConfigReaderTest.GOOD.replace("name: ELBA", "name: " + name);
    }

    @Test
    void filesOfOtherNamesAreNotRead() throws IOException {
        write("b.yaml", named("CAPRI"));

        assertThat(directory.refresh().providers()).containsOnlyKeys("ELBA");
    }

    @Test
    void anAddedAndAChangedFileTakeEffect() throws IOException {
        write("b.config.yaml", named("CAPRI"));
        write("a.config.yaml", ConfigReaderTest.GOOD.replace("latitude: 42.8", "latitude: 42.7"));

        Configuration now = directory.refresh();

        assertThat(now.providers()).containsOnlyKeys("ELBA", "CAPRI");
        assertThat(now.provider("ELBA").orElseThrow().regions().getFirst().location())
                .hasFieldOrPropertyWithValue("latitude", 42.7);
        assertThat(now.allProblems()).isEmpty();
    }

    @Test
    void aTypoLeavesTheLastGoodReadingInForce() throws IOException {
        write("a.config.yaml", ConfigReaderTest.GOOD.replace("projects:", "project:"));

        Configuration now = directory.refresh();

        assertThat(now.provider("ELBA").orElseThrow().projects()).hasSize(2);
        assertThat(now.files().getFirst().stale()).isTrue();
        assertThat(now.allProblems()).isNotEmpty();
        write("a.config.yaml", ConfigReaderTest.GOOD);
        assertThat(directory.refresh().files().getFirst().stale()).isFalse();
        assertThat(directory.current().allProblems()).isEmpty();
    }

    @Test
    void aFileThatIsWrongFromTheBeginningTakesNothingFromTheOthers() throws IOException {
        write("b.config.yaml", "openstack: [");

        Configuration now = directory.refresh();

        assertThat(now.providers()).containsOnlyKeys("ELBA");
        assertThat(now.files()).extracting(ConfigFile::stale).containsExactly(false, false);
        assertThat(now.allProblems()).hasSize(1);
    }

    @Test
    void anUnreadableFileLeavesTheLastGoodReadingInForce() throws IOException {
        Files.write(
                folder.resolve("a.config.yaml"),
                "name: caff\u00e8".getBytes(StandardCharsets.ISO_8859_1));

        Configuration now = directory.refresh();

        assertThat(now.providers()).containsOnlyKeys("ELBA");
        assertThat(now.allProblems().getFirst().text()).contains("not in UTF-8");
    }

    @Test
    void aFolderThatIsGoneTakesNothingAway() throws IOException {
        Files.delete(folder.resolve("a.config.yaml"));
        Files.delete(folder);

        Configuration now = directory.refresh();

        assertThat(now.providers()).containsOnlyKeys("ELBA");
        assertThat(now.problems()).hasSize(1);
        Files.createDirectory(folder);
    }

    @Test
    void aFileThatIsGoneEndsItsProvidersFeeding() throws IOException {
        Files.delete(folder.resolve("a.config.yaml"));

        assertThat(directory.refresh().providers()).isEmpty();
    }

    @Test
    void ofTwoFilesWithOneProviderTheFirstToDeclareItKeepsIt() throws IOException {
        write(
                "0.config.yaml",
                ConfigReaderTest.GOOD.replace("overbooking_cpu: 2", "overbooking_cpu: 9"));

        Configuration now = directory.refresh();

        assertThat(now.provider("ELBA").orElseThrow().file()).isEqualTo("a.config.yaml");
        assertThat(now.problems().getFirst().text())
                .contains("0.config.yaml", "declared in a.config.yaml already");
    }

    @Test
    void theCheckTellsProblemsAndCountsAndAnExitCode() throws IOException {
        assertThat(ConfigCheck.of(folder).lines())
                .containsExactly("1 files, 1 providers, 2 projects, 0 errors, 0 warnings");
        assertThat(ConfigCheck.of(folder).exitCode()).isZero();
        write("b.config.yaml", ConfigReaderTest.GOOD.replace("country: Italy", "country: Italia"));

        ConfigCheck check = ConfigCheck.of(folder);

        assertThat(check.exitCode()).isOne();
        assertThat(check.lines().getFirst()).startsWith("b.config.yaml:21:").contains("Italia");
        assertThat(ConfigCheck.of(folder.resolve("nowhere")).exitCode()).isOne();
    }
}
