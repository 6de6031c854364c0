package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import io.arcipelago.tests.road.Events.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** From signing in to a running service and back to an empty site, with real servers. */
@Tag("product")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainRoadTest {

    @RegisterExtension static final RunningProduct RUNNING = new RunningProduct();

    @Test
    @Order(1)
    void webServiceIsDeployedConfiguredUsedAndDeleted() throws IOException, InterruptedException {
        Product product = RUNNING.product();
        Person alice = Person.signIn(product, "alice");
        String title = "Stars & <clusters>";
        Deployed page =
                Deployed.request(
                        alice,
                        "web-service",
                        "ELBA",
                        "Road",
                        Map.of("page_title", title, "page_message", "Seen from the road"));
        JsonNode complete = page.awaitStatus("CREATE_COMPLETE");

        assertThat(complete.path("provider").asString("")).isEqualTo("ELBA");
        HttpResponse<String> served = fetch(page.output("endpoint"));
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.body())
                .contains("Stars &amp; &lt;clusters&gt;", "Seen from the road", page.id());
        assertThat(page.output("endpoint")).contains(page.output("node_ip"));

        try (Ssh server = Ssh.to(page)) {
            assertThat(server.run("id -un && sudo id -un").lines()).contains("root").hasSize(2);
            assertThat(server.run("pgrep -c nginx")).isNotEqualTo("0");
        }

        List<String> log = page.log();
        assertThat(log)
                .anyMatch(it -> it.startsWith("ansible: ") && it.contains("Write the page"))
                .anyMatch(it -> it.startsWith("orchestrator: "));
        assertThat(String.join("\n", log)).doesNotContain("PRIVATE KEY");

        othersDoNotSee(product, page);
        theBrokerHasTheWholeStory(product, page);

        page.delete();

        assertThat(new SiteInABox(product).objects()).isEmpty();
        assertThat(serversOf(product)).isEmpty();
        List<Event> events = Events.of(product.kafka(), page.id(), DeploymentEvent.Type.DELETED);
        assertThat(events.getLast().type()).isEqualTo(DeploymentEvent.Type.DELETED.wire());
    }

    @Test
    @Order(2)
    void volumeIsMountedWhereAskedAndGoesWithItsDeployment() {
        Product product = RUNNING.product();
        Person alice = Person.signIn(product, "alice");
        Deployed machine =
                Deployed.request(
                        alice,
                        "virtual-machine-with-volume",
                        "ELBA",
                        "Road with a volume",
                        Map.of("volume_size", "2 GB", "mount_point", "/srv/observations"));
        machine.awaitStatus("CREATE_COMPLETE");

        try (Ssh server = Ssh.to(machine)) {
            String mounted =
                    server.run("findmnt --noheadings --output SOURCE,FSTYPE /srv/observations");
            assertThat(mounted).startsWith("/dev/vd");
            server.run("sudo sh -c 'echo 51 Peg b >/srv/observations/first && sync'");
            assertThat(server.run("cat /srv/observations/first")).isEqualTo("51 Peg b");
            assertThat(server.run("df --block-size=1M --output=size /srv/observations | tail -1"))
                    .as("the size of the file system in MiB")
                    .satisfies(
                            it -> assertThat(Integer.parseInt(it.strip())).isBetween(1800, 2048));
        }

        machine.delete();

        assertThat(new SiteInABox(product).objects()).isEmpty();
        assertThat(Traces.of(product)).noneMatch(it -> it.startsWith("loop device"));
        assertThat(serversOf(product)).isEmpty();
    }

    @Test
    @Order(3)
    void stopLeavesNothingOnTheMachine() {
        Product product = RUNNING.product();
        Person alice = Person.signIn(product, "alice");
        Deployed machine =
                Deployed.request(alice, "virtual-machine", "ISCHIA", "Left behind", Map.of());
        machine.awaitStatus("CREATE_COMPLETE");
        assertThat(Traces.of(product))
                .anyMatch(it -> it.startsWith("namespace"))
                .anyMatch(it -> it.startsWith("table"))
                .anyMatch(it -> it.startsWith("process"));

        assertThat(product.stop().expectSuccess()).contains("Stopped:");

        assertThat(Traces.of(product)).isEmpty();
        assertThat(Traces.unmarked()).isEqualTo(RUNNING.before());
        assertThat(product.status()).contains("is not running");
        // Instances share this setting: the last one that goes sets it back.
        if (RUNNING.isAlone()) {
            assertThat(Traces.forwarding()).isEqualTo(RUNNING.forwardingBefore());
        }
    }

    private static void othersDoNotSee(Product product, Deployed page) {
        Person bruno = Person.signIn(product, "bruno");
        for (String part : List.of("", "/log", "/credentials", "/template", "/events")) {
            assertThat(bruno.get(page.path() + part).status()).as(part).isEqualTo(404);
        }
        assertThat(bruno.delete(page.path()).status()).isEqualTo(404);
        assertThat(page.status()).isEqualTo("CREATE_COMPLETE");
    }

    private static void theBrokerHasTheWholeStory(Product product, Deployed page) {
        List<Event> events = Events.of(product.kafka(), page.id(), DeploymentEvent.Type.COMPLETED);
        List<String> types = events.stream().map(Event::type).toList();
        assertThat(types)
                .startsWith(DeploymentEvent.Type.SUBMITTED.wire())
                .containsSubsequence(
                        DeploymentEvent.Type.SUBMITTED.wire(),
                        DeploymentEvent.Type.PLACED.wire(),
                        DeploymentEvent.Type.STEP_FINISHED.wire(),
                        DeploymentEvent.Type.COMPLETED.wire())
                .endsWith(DeploymentEvent.Type.COMPLETED.wire())
                .doesNotContain(
                        DeploymentEvent.Type.ATTEMPT_FAILED.wire(),
                        DeploymentEvent.Type.FAILED.wire());
        Set<String> ids = new HashSet<>();
        for (Event event : events) {
            assertThat(event.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsKeys("ce_id", "ce_source", "ce_time")
                    .containsEntry("ce_subject", page.id());
            assertThat(ids.add(event.headers().getOrDefault("ce_id", ""))).isTrue();
            assertThat(event.content().path("deploymentId").asString("")).isEqualTo(page.id());
            assertThat(event.content().path("group").asString("")).isEqualTo("astro");
        }
    }

    private static List<String> serversOf(Product product) {
        return Traces.of(product).stream()
                .filter(it -> it.startsWith("namespace") && it.contains("-s-"))
                .toList();
    }

    private static HttpResponse<String> fetch(String address)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
