package io.arcipelago.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.cli.ContractServer;
import io.arcipelago.cli.ContractServer.Answer;
import io.arcipelago.cli.TestTerminal;
import io.arcipelago.cli.demo.DemoSettings.Patience;
import io.arcipelago.cli.demo.EventTrail.PublishedEvent;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.session.Client;
import io.arcipelago.cli.session.GlobalOptions;
import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private static final String ID = "0199a000-0000-7000-8000-0000deadbeef";
    private static final String ROOT = "/orchestrator/v2";
    private static final String ONE = ROOT + "/deployments/" + ID;
    private static final String NOTHING = "{\"objects\":[]}";
    private static final String OURS =
            """
            {"objects":[
              {"kind":"server","id":"c-1","project_id":"p","name":"paas-%1$s_server-0-1"},
              {"kind":"floatingip","id":"c-2","project_id":"p","name":"198.18.0.9"},
              {"kind":"server","id":"x","project_id":"p","name":"somebody-elses"}]}
            """
                    .formatted(ID);
    private static final String ELSES =
            "{\"objects\":[{\"kind\":\"server\",\"id\":\"x\",\"name\":\"somebody-elses\"}]}";
    private static final Patience SHORT =
            new Patience(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30));

    @TempDir Path home;

    private final ContractServer server = new ContractServer();
    private TestTerminal terminal;
    private Path passwords;

    @BeforeEach
    void everythingWorks() throws IOException {
        terminal = new TestTerminal(home);
        passwords =
                Files.writeString(
                        home.resolve("demo-credentials"),
                        "alice " + ContractServer.PASSWORD + "\n");
        server.on("GET /actuator/health", Answer.json("{\"status\":\"UP\",\"components\":{}}"))
                .on(
                        "GET /.well-known/arcipelago",
                        Answer.json("{\"product\":\"arcipelago\",\"services\":[\"identity\"]}"))
                .on(
                        "GET /identity/v1/me",
                        Answer.json(
                                "{\"username\":\"alice\",\"name\":\"Alice\",\"groups\":[\"astro\"]}"))
                .on(
                        "GET " + ROOT + "/catalogue?group=astro",
                        Answer.json(
                                "[{\"id\":\"web-service\",\"name\":\"Web\",\"description\":\"A page\"}]"))
                .on("GET /ui/", Answer.html("<html></html>"))
                .on("GET " + ONE, Answer.json(deployment("CREATE_COMPLETE")))
                .on("DELETE " + ONE, Answer.json(deployment("DELETE_IN_PROGRESS")))
                .on(
                        "POST " + ROOT + "/plans",
                        Answer.json(
                                """
                                {"feasible":true,"candidates":[
                                  {"provider":"ELBA","region":"RegionOne","accepted":true,
                                   "simulated":false,"score":0.9,"reasons":["roomy"]},
                                  {"provider":"ISCHIA","region":"RegionOne","accepted":false,
                                   "simulated":false,"reasons":["quota: full"]}],
                                 "objects":[{"kind":"server","node":"server","detail":"small"}]}
                                """))
                .on("POST " + ROOT + "/deployments", Answer.json(deployment("CREATE_IN_PROGRESS")))
                .on(
                        "GET " + ROOT + "/deployments/" + ID + "/log?after=0&size=2000",
                        Answer.json("[" + logLine(1) + "]"))
                .on(
                        "GET " + ROOT + "/deployments/" + ID + "/log?after=1&size=2000",
                        Answer.json("[]"))
                .on(
                        "GET " + ONE + "/events",
                        followed("CREATE_COMPLETE"),
                        followed("DELETE_COMPLETE"))
                .on("GET /page", page(ID))
                .on("GET /_admin/objects?site=ELBA", Answer.json(OURS), Answer.json(ELSES));
        sites(false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void sites(boolean simulated) {
        server.on(
                "GET " + ROOT + "/sites?group=astro",
                Answer.json(
                        "[{\"provider\":\"ELBA\",\"region\":\"RegionOne\",\"status\":\"available\",\"simulated\":%s}]"
                                .formatted(simulated)));
    }

    private String deployment(String status) {
        return """
        {"id":"%s","title":"Stars over Elba","service":"web-service","group":"astro",
         "serviceName":"Web","status":"%s","phase":"done","progress":100,
         "provider":"ELBA","region":"RegionOne",
         "outputs":[{"name":"endpoint","label":"Web page","value":"%s/page"}],
         "steps":[{"attempt":1,"name":"provision","state":"done","tries":1}],
         "resources":[{"id":"r","node":"server","kind":"floating-ip","name":"ip",
           "cloudId":"c-2","state":"ready"}]}
        """
                .formatted(ID, status, server.url())
                .replace("\n", "");
    }

    private static String logLine(int number) {
        return "{\"number\":%d,\"at\":\"2026-01-01T00:00:00Z\",\"source\":\"ansible\",\"level\":\"changed\",\"text\":\"Install nginx\"}"
                .formatted(number);
    }

    private Answer followed(String status) {
        return Answer.events(
                "event:log\nid:1\ndata:%s\n\nevent:deployment\ndata:%s\n\n"
                        .formatted(logLine(1), deployment(status)));
    }

    private static Answer page(String id) {
        return Answer.html(
                "<html><head><title>%s</title></head><body><h1>%s</h1><p>%s</p><dl><dt>Deployment</dt><dd>%s</dd></dl></body></html>"
                        .formatted(Demo.TITLE, Demo.TITLE, Demo.MESSAGE, id));
    }

    /** Publishes all events of a life, unless it is told to lack one. */
    private static final class ScriptedTrail implements EventTrail {

        private Optional<DeploymentEvent.Type> missing = Optional.empty();

        @Override
        public String place() {
            return "scripted events";
        }

        @Override
        public List<PublishedEvent> read(
                String deployment, Instant since, Set<String> lastTypes, Duration patience) {
            assertThat(deployment).isEqualTo(ID);
            List<PublishedEvent> events =
                    Stream.of(
                                    DeploymentEvent.Type.SUBMITTED,
                                    DeploymentEvent.Type.PLACED,
                                    DeploymentEvent.Type.COMPLETED,
                                    DeploymentEvent.Type.DELETE_REQUESTED,
                                    DeploymentEvent.Type.DELETED)
                            .filter(type -> missing.stream().noneMatch(type::equals))
                            .map(type ->
                                    new PublishedEvent(
                                            type.name(), type.wire(), Instant.EPOCH, "told"))
                            .toList();
            if (events.stream().noneMatch(event -> lastTypes.contains(event.type()))) {
                throw new CliFailure("No event " + lastTypes);
            }
            return events;
        }
    }

    private final ScriptedTrail trail = new ScriptedTrail();

    private int play(boolean keep) {
        DemoSettings settings =
                new DemoSettings(server.url(), Optional.of(server.url()), passwords, keep, SHORT);
        Client client = new Client(terminal.workplace(), new GlobalOptions());
        return new Demo(client, settings, Optional.of(trail)).play();
    }

    private void failsWith(String step, String reason) {
        assertThat(play(false)).isEqualTo(1);
        assertThat(terminal.out()).contains("FAILED in " + step).contains(reason);
        assertThat(terminal.out()).doesNotContain("Everything worked").contains("Total time");
    }

    @Test
    void playsAllStepsAndLeavesNothing() {
        int code = play(false);

        assertThat(terminal.out())
                .contains("Alice, groups: astro")
                .contains("ISCHIA/RegionOne: not possible")
                .contains("quota: full")
                .contains("title: " + Demo.TITLE)
                .contains("Install nginx")
                .containsSubsequence("submitted", "placed", "completed")
                .contains("before: 1 floatingip, 1 server")
                .contains("after:  nothing")
                .containsSubsequence("delete-requested", "deleted")
                .contains("dashboard: " + server.url())
                .contains("Everything worked. Total time");
        assertThat(code).isZero();
        assertThat(server.received("DELETE " + ONE)).hasSize(1);
        assertThat(server.received("POST /identity/revoke")).hasSize(1);
    }

    @Test
    void theOutputHoldsNoSecrets() {
        play(false);

        assertThat(terminal.out() + terminal.err())
                .doesNotContain(ContractServer.PASSWORD)
                .doesNotContain("access-1")
                .doesNotContain("refresh-1");
    }

    @Test
    void keepLeavesTheDeploymentAndSaysHowToDeleteIt() {
        assertThat(play(true)).isZero();
        assertThat(terminal.out()).contains("./arcipelago delete " + ID);
        assertThat(server.received("DELETE " + ONE)).isEmpty();
    }

    @Test
    void onASimulatedSiteThereIsNoPageAndThatIsSaid() {
        sites(true);

        assertThat(play(false)).isZero();
        assertThat(terminal.out()).contains("there is no page to open");
        assertThat(server.received("GET /page")).isEmpty();
    }

    @Test
    void servicesThatDoNotComeUpAreNamed() {
        server.on(
                "GET /actuator/health",
                new Answer(
                        503,
                        "application/json",
                        "{\"status\":\"DOWN\",\"components\":{\"kafka\":{\"status\":\"DOWN\"}}}"));

        failsWith("step 1", "kafka DOWN");
    }

    @Test
    void aWrongPasswordEndsItAtTheSignIn() throws IOException {
        Files.writeString(passwords, "alice wrong\n");

        failsWith("step 2", "Not right, wait a bit.");
    }

    @Test
    void aFailedDeploymentEndsItWithTheReasonAndSaysWhatIsLeft() {
        server.on(
                "GET " + ONE + "/events",
                Answer.events(
                        "event:deployment\ndata:%s\n\n"
                                .formatted(
                                        deployment("CREATE_FAILED")
                                                .replace(
                                                        "\"phase\"",
                                                        "\"statusReason\":\"No valid host\",\"phase\""))));

        failsWith("step 6", "No valid host");
        assertThat(terminal.out()).contains("./arcipelago delete " + ID);
    }

    @Test
    void aPageOfAnotherDeploymentIsNotTaken() {
        server.on("GET /page", page("another"));

        failsWith("step 7", "the page is not this deployment's");
    }

    @Test
    void aServerThatServesNothingIsAFailure() {
        server.on("GET /page", Answer.problem(502, ""));

        failsWith("step 7", "status 502");
    }

    @Test
    void aMissingEventIsAFailure() {
        trail.missing = Optional.of(DeploymentEvent.Type.COMPLETED);

        failsWith("step 9", "completed");
    }

    @Test
    void anObjectThatIsLeftIsAFailureAndIsNamed() {
        server.on("GET /_admin/objects?site=ELBA", Answer.json(OURS));

        failsWith("step 10", "2 objects of the deleted deployment are left");
        assertThat(terminal.out())
                .contains("LEFT on ELBA: floatingip 198.18.0.9")
                .doesNotContain("LEFT on ELBA: server somebody-elses");
    }

    @Test
    void aSiteThatNeverShowsTheObjectsProvesNothing() {
        server.on("GET /_admin/objects?site=ELBA", Answer.json(NOTHING));

        failsWith("step 10", "show no object");
        assertThat(server.received("DELETE " + ONE)).isEmpty();
    }

    @Test
    void aDeletionThatFailsIsAFailure() {
        server.on("GET " + ONE + "/events", followed("CREATE_COMPLETE"), followed("DELETE_FAILED"));

        failsWith("step 10", "DELETE_FAILED");
    }
}
