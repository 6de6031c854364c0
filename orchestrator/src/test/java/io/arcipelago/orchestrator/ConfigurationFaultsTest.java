package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.orchestrator.configuration.ConfigurationResult;
import io.arcipelago.orchestrator.configuration.Configurator;
import io.arcipelago.orchestrator.configuration.Readiness;
import io.arcipelago.platform.web.FailureClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/**
 * What can go wrong between a server that runs and a service that runs: nobody can log in, a
 * playbook fails, people change their mind. Real servers and a real Ansible go through the same in
 * the product's own tests.
 */
class ConfigurationFaultsTest {

    private static final ScriptedConfigurator CONFIGURATOR = new ScriptedConfigurator();
    private static final BootingServers SERVERS = new BootingServers();

    private static TestOrchestrator paas;

    /** No configuration by name, lest the orchestrator's own scan finds it in every test. */
    @EnableAutoConfiguration
    static class App {

        @Bean
        Configurator configurator() {
            return CONFIGURATOR;
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) {
        paas =
                TestOrchestrator.start(
                        directory,
                        App.class,
                        (issuer, place) -> new TestSites(issuer, place, "sandboxed", SERVERS),
                        "arcipelago.orchestrator.login-patience=1s");
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    @AfterEach
    void everythingCanBeDeleted() {
        CONFIGURATOR.behave();
        SERVERS.silent(false);
        paas.deleteEverything();
        assertThat(paas.sites.objects()).isEmpty();
    }

    /** A service with a playbook and no page that could be asked for. */
    private String deploy() {
        return paas.deploy("virtual-machine-with-volume");
    }

    private static ConfigurationResult playbookFails() {
        return new ConfigurationResult.Failed(
                FailureClass.CONFIGURATION_FAILED, "Task 'Mount the volume' failed on server_0");
    }

    private static List<String> sites(JsonNode deployment) {
        List<String> sites = new ArrayList<>();
        deployment
                .get("attempts")
                .forEach(attempt ->
                        sites.add(
                                attempt.get("provider").asString()
                                        + " "
                                        + attempt.get("state").asString()));
        return sites;
    }

    @Test
    void aServerThatNobodyCanLogInToIsGivenUpOnEverySiteAndRemoved() {
        CONFIGURATOR.says(new Readiness.NotYet("SSH of server_0 does not answer at 198.18.10.9"));
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(failed.get("statusReason").asString())
                .contains("Cannot log in after 1 seconds: SSH of server_0 does not answer");
        assertThat(sites(failed)).containsExactly("ELBA failed", "ISCHIA failed");
        assertThat(CONFIGURATOR.runs()).isZero();
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aServerWhoseConsoleTellsNoHostKeyIsNotLoggedInTo() {
        SERVERS.silent(true);
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(failed.get("statusReason").asString())
                .contains("[server_0] has not finished booting");
        assertThat(CONFIGURATOR.runs()).isZero();
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aServerWithAnotherHostKeyIsRefusedAndNothingIsRunOnIt() {
        CONFIGURATOR.says(
                new Readiness.Refused("server_0 shows another host key than its console told"));
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(failed.get("statusReason").asString()).contains("another host key");
        assertThat(CONFIGURATOR.runs()).isZero();
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aPlaybookThatFailsOnceIsRunAgainOnTheSameServers() {
        CONFIGURATOR.next(ConfigurationFaultsTest::playbookFails);
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(CONFIGURATOR.runs()).isEqualTo(2);
        assertThat(sites(running)).containsExactly("ELBA succeeded");
    }

    @Test
    void aPlaybookThatFailsTwiceIsTriedOnTheNextSiteAndTheFirstIsCleanedUp() {
        CONFIGURATOR.next(ConfigurationFaultsTest::playbookFails);
        CONFIGURATOR.next(ConfigurationFaultsTest::playbookFails);
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(sites(running)).containsExactly("ELBA failed", "ISCHIA succeeded");
        assertThat(running.get("attempts").get(0).get("failureClass").asString())
                .isEqualTo("configuration-failed");
        assertThat(paas.sites.objects("ELBA")).isEmpty();
    }

    @Test
    void aPlaybookThatAlwaysFailsIsNamedAndLeavesNothing() {
        for (int run = 0; run < 4; run++) {
            CONFIGURATOR.next(ConfigurationFaultsTest::playbookFails);
        }
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(failed.get("statusReason").asString())
                .contains("Attempt 1 on ELBA/RegionOne: Task 'Mount the volume' failed on server_0")
                .contains("Attempt 2 on ISCHIA/RegionOne");
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aTemplateThatCannotBeConfiguredIsNotCarriedToOtherSites() {
        CONFIGURATOR.next(() ->
                new ConfigurationResult.Failed(
                        FailureClass.TEMPLATE, "There is no playbook x.yml"));
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(sites(failed)).containsExactly("ELBA failed");
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void anErrorOfOurOwnIsTriedAgainAndItsTextStaysInTheLog() {
        CONFIGURATOR.next(() -> {
            throw new IllegalStateException("a detail for operators");
        });
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(CONFIGURATOR.runs()).isEqualTo(2);
        String log =
                paas.get(paas.alice(), NATIVE + "/" + running.get("id").asString() + "/log").body();
        assertThat(log)
                .contains("Internal error (IllegalStateException)")
                .doesNotContain("a detail for operators");
    }

    @Test
    void aDeletionStopsTheRunInHand() {
        CONFIGURATOR.neverEnds();
        String id = deploy();
        Awaitility.await().until(() -> CONFIGURATOR.runs() == 1);
        paas.delete(paas.alice(), NATIVE + "/" + id);
        JsonNode gone = paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(CONFIGURATOR.runs()).isEqualTo(1);
        assertThat(sites(gone)).containsExactly("ELBA failed");
    }
}
