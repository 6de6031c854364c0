package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Power cuts, silent servers and failing playbooks end well or end clean, with real servers. */
@Tag("product")
class FaultsOnTheRoadTest {

    @RegisterExtension
    static final RunningProduct RUNNING =
            new RunningProduct("arcipelago.orchestrator.login-patience=15s");

    private final Product product = RUNNING.product();
    private final SiteInABox sites = new SiteInABox(product);

    @AfterEach
    void everythingRunsAndNothingIsLeft() {
        product.up();
        sites.clearFaults();
        // What a failed test has left must not fail the others.
        Deployed.of(Person.signIn(product, "alice")).forEach(Deployed::delete);
        assertThat(sites.objects()).as("objects on the sites").isEmpty();
    }

    @Test
    void applicationThatIsKilledInEveryStepFinishesWhatItBegan() {
        Person alice = Person.signIn(product, "alice");
        Deployed page = Deployed.request(alice, "web-service", "ELBA", "Power cuts", Map.of());

        page.awaitPhase("provision");
        crashAndRestart();
        page.awaitLog("Install the web server");
        crashAndRestart();
        JsonNode complete = page.awaitStatus("CREATE_COMPLETE");

        assertThat(complete.path("attempts").size()).as("attempts").isEqualTo(1);
        assertThat(kinds(sites.objects()))
                .as("exactly one of what one deployment has")
                .isEqualTo(kindsOf(complete));

        page.requestDeletion();
        page.awaitPhase("delete");
        crashAndRestart();
        page.awaitStatus("DELETE_COMPLETE");
    }

    @Test
    void serversOutliveTheirSitesProcess() {
        Person alice = Person.signIn(product, "alice");
        Deployed machine = Deployed.request(alice, "virtual-machine", "ELBA", "Kept", Map.of());
        machine.awaitStatus("CREATE_COMPLETE");
        Set<String> before = sites.objects();
        try (Ssh server = Ssh.to(machine)) {
            String booted = server.run("sudo sh -c 'echo kept >/run/mark'; stat -c %Y /proc/1");

            product.kill("site");
            product.up();

            assertThat(server.run("cat /run/mark")).isEqualTo("kept");
            assertThat(server.run("stat -c %Y /proc/1")).isEqualTo(booted);
        }
        assertThat(sites.objects()).isEqualTo(before);

        machine.delete();
    }

    @Test
    void serverThatNeverAnswersFailsWithTheReasonAndIsRemoved() {
        Person alice = Person.signIn(product, "alice");
        sites.makeUnreachable("ELBA", 1);
        Deployed machine = Deployed.request(alice, "virtual-machine", "ELBA", "Silent", Map.of());

        JsonNode failed = machine.awaitStatus("CREATE_FAILED");

        assertThat(failed.path("statusReason").asString(""))
                .contains("Cannot log in after 15 seconds");
        assertThat(failed.path("attempts").path(0).path("failureClass").asString(""))
                .isEqualToIgnoringCase("unavailable");
        assertThat(sites.objects()).isEmpty();
        machine.delete();
    }

    @Test
    void playbookThatFailsIsTriedAgainOnceAndItsServersAreRemoved() {
        Person alice = Person.signIn(product, "alice");
        // The SSH server has the port already.
        Map<String, Object> taken =
                Map.of("service_ports", Map.of("http", Map.of("protocol", "tcp", "source", 22)));
        Deployed page = Deployed.request(alice, "web-service", "ELBA", "Taken port", taken);

        JsonNode failed = page.awaitStatus("CREATE_FAILED");

        JsonNode attempt = failed.path("attempts").path(0);
        assertThat(attempt.path("failureClass").asString(""))
                .as("%s", failed.path("statusReason").asString(""))
                .isEqualToIgnoringCase("configuration-failed");
        assertThat(failed.path("statusReason").asString("")).contains("web server");
        assertThat(step(failed, "configure").path("tries").asInt(0)).as("repetitions").isEqualTo(1);
        assertThat(page.log())
                .filteredOn(line ->
                        line.startsWith("ansible: ") && line.contains("Install the web server"))
                .as("runs of the playbook")
                .hasSize(2);
        assertThat(sites.objects()).isEmpty();
        page.delete();
    }

    private void crashAndRestart() {
        product.kill("app");
        product.up();
    }

    private static JsonNode step(JsonNode deployment, String name) {
        for (JsonNode step : deployment.path("steps")) {
            if (step.path("name").asString("").equals(name)) {
                return step;
            }
        }
        throw new AssertionError("No step " + name + " in " + deployment.path("steps"));
    }

    /** The kinds of the objects on the sites, without the port that a router makes for itself. */
    private static List<String> kinds(Set<String> objects) {
        return objects.stream()
                .map(it -> it.split(" ", -1))
                // A router's own ports have no name: they come and go with the router.
                .filter(words -> words.length == 3 && !words[2].isEmpty())
                .map(words -> words[0] + " " + words[1].replace("_", ""))
                .sorted()
                .toList();
    }

    private static List<String> kindsOf(JsonNode deployment) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode resource : deployment.path("resources")) {
            if (resource.path("state").asString("").equals("ready")) {
                kinds.add("ELBA " + resource.path("kind").asString("").replace("-", ""));
            }
        }
        return kinds.stream().sorted().toList();
    }
}
