package io.arcipelago.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.cli.ContractServer;
import io.arcipelago.cli.ContractServer.Answer;
import io.arcipelago.cli.TestTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeploymentCommandsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ID = "0199a000-0000-7000-8000-0000deadbeef";
    private static final String ROOT = "/orchestrator/v2";
    private static final String ONE = "/deployments/" + ID;

    @TempDir Path home;

    private final ContractServer server = new ContractServer();
    private TestTerminal terminal;

    @BeforeEach
    void signIn() {
        terminal =
                new TestTerminal(home)
                        .variable("ARCIPELAGO_URL", server.url().toString())
                        .types(ContractServer.PASSWORD);
        me("\"astro\"");
        assertThat(terminal.run("login", "--username", "alice")).isZero();
        server.on(
                "GET " + ROOT + "/deployments?scope=mine&deleted=true&size=200&page=0",
                Answer.json(
                        "{\"content\":[%s],\"totalElements\":1,\"number\":0,\"size\":200}"
                                .formatted(deployment("CREATE_COMPLETE"))));
        server.on(
                "GET " + ROOT + "/catalogue/web-service?group=astro",
                Answer.json(
                        """
                        {"id":"web-service","name":"Web service","description":"A page",
                         "icon":"world","version":"1","tabs":[],"outputs":[],"inputs":[
                          {"name":"num_cpus","type":"integer","label":"CPUs","required":true,
                           "widget":"integer","constraints":{},"default":1},
                          {"name":"page_title","type":"string","label":"Title","required":true,
                           "widget":"text","constraints":{}}]}
                        """));
    }

    private void me(String groups) {
        server.on(
                "GET /identity/v1/me",
                Answer.json(
                        "{\"username\":\"alice\",\"name\":\"A\",\"email\":\"\",\"groups\":[%s]}"
                                .formatted(groups)));
    }

    private static String deployment(String status) {
        return """
        {"id":"%s","title":"Stars","service":"web-service","serviceName":"Web service",
         "group":"astro","owner":{"subject":"s","issuer":"i","name":"Alice"},
         "status":"%s","phase":"done","progress":100,"provider":"ELBA","region":"RegionOne",
         "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","actions":[],
         "inputs":{},"outputs":[{"name":"endpoint","label":"Web page","value":"http://x/"}],
         "steps":[{"attempt":1,"name":"provision","state":"done","tries":1,
           "message":"All there","startedAt":"2026-01-01T00:00:00Z",
           "endedAt":"2026-01-01T00:00:03Z"}],"attempts":[],
         "resources":[{"id":"r","node":"server","kind":"server","name":"paas-x",
           "state":"ready","attempt":1,"cloudId":"c"}]}
        """
                .formatted(ID, status)
                .replace("\n", "");
    }

    private static String event(String name, String id, String data) {
        return "event:%s\n%sdata:%s\n\n"
                .formatted(name, id.isEmpty() ? "" : "id:" + id + "\n", data);
    }

    private static String logLine(int number, String text) {
        return "{\"number\":%d,\"at\":\"2026-01-01T00:00:00Z\",\"source\":\"ansible\",\"level\":\"info\",\"text\":\"%s\"}"
                .formatted(number, text);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void deploySendsTypedInputsThePlaceAndARequestId() {
        server.on(
                "POST " + ROOT + "/deployments",
                new Answer(201, "application/json", deployment("CREATE_IN_PROGRESS")));

        int code =
                terminal.run(
                        "deploy",
                        "web-service",
                        "--site",
                        "ELBA/RegionOne",
                        "--title",
                        "Stars",
                        "-i",
                        "num_cpus=2",
                        "--input",
                        "page_title=a=b");

        assertThat(terminal.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(terminal.out()).contains(ID).contains("CREATE_IN_PROGRESS");
        JsonNode sent =
                JSON.readTree(server.received("POST " + ROOT + "/deployments").getFirst().body());
        assertThat(sent.path("group").asString()).isEqualTo("astro");
        assertThat(sent.path("inputs").toString())
                .isEqualTo("{\"num_cpus\":2,\"page_title\":\"a=b\"}");
        assertThat(sent.path("placement").path("provider").asString()).isEqualTo("ELBA");
        assertThat(sent.path("requestId").asString()).hasSize(36);
    }

    @Test
    void deployWithWaitFailsWithTheReasonWhenTheDeploymentFails() {
        server.on(
                        "POST " + ROOT + "/deployments",
                        new Answer(201, "application/json", deployment("CREATE_IN_PROGRESS")))
                .on(
                        "GET " + ROOT + ONE + "/events",
                        Answer.events(
                                event(
                                        "deployment",
                                        "",
                                        deployment("CREATE_FAILED")
                                                .replace(
                                                        "\"phase\"",
                                                        "\"statusReason\":\"No quota\",\"phase\""))));

        int code = terminal.run("deploy", "web-service", "--wait", "-i", "page_title=x");

        assertThat(code).isEqualTo(1);
        assertThat(terminal.err())
                .contains("provision  done in 3.0 s: All there")
                .contains("CREATE_FAILED: No quota");
    }

    @Test
    void aRefusalShowsTheProblemWithItsInputsAndRequest() {
        server.on(
                "POST " + ROOT + "/deployments",
                Answer.problem(
                        400,
                        "{\"title\":\"Inputs invalid\",\"status\":400,\"detail\":\"1 is wrong\","
                                + "\"requestId\":\"r-9\",\"errors\":[{\"path\":\"num_cpus\","
                                + "\"message\":\"at most 64\"}]}"));

        assertThat(terminal.run("deploy", "web-service", "-i", "num_cpus=65")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("Inputs invalid: 1 is wrong")
                .contains("num_cpus: at most 64")
                .contains("r-9");
    }

    @Test
    void aPersonWithSeveralGroupsMustChoose() {
        me("\"astro\",\"bio\"");

        assertThat(terminal.run("sites")).isEqualTo(2);
        assertThat(terminal.err()).contains("--group").contains("astro, bio");
    }

    @Test
    void sitesSayWhetherTheirServersAreSimulated() {
        server.on(
                "GET " + ROOT + "/sites?group=astro",
                Answer.json(
                        """
                        [{"provider":"ELBA","region":"RegionOne","status":"available",
                          "simulated":true,"flavors":[],"images":[{"name":"debian-12"}],
                          "quotas":[{"resource":"servers","limit":20,"used":3}],
                          "checkedAt":"2026-01-01T00:00:00Z"},
                         {"provider":"ISCHIA","region":"RegionOne","status":"unreachable",
                          "reason":"timed out","simulated":false,"flavors":[],"images":[],
                          "quotas":[],"checkedAt":"2026-01-01T00:00:00Z"}]
                        """));

        assertThat(terminal.run("sites")).isZero();
        assertThat(terminal.out())
                .containsPattern("ELBA/RegionOne +available +3 of 20 simulated")
                .contains("unreachable (timed out)");
    }

    @Test
    void anInfeasiblePlanTellsWhyNotAndFails() {
        server.on(
                "POST " + ROOT + "/plans",
                Answer.json(
                        """
                        {"feasible":false,"objects":[],"candidates":[{"provider":"ELBA",
                         "region":"RegionOne","accepted":false,"simulated":false,
                         "reasons":["quota: needs 2 servers, 1 of 20 are free"]}]}
                        """));

        assertThat(terminal.run("plan", "web-service")).isEqualTo(1);
        assertThat(terminal.out())
                .contains("ELBA/RegionOne: not possible")
                .contains("1 of 20 are free")
                .contains("No site can take it");
    }

    @Test
    void listShowsShortIdsThatShowAccepts() {
        server.on(
                "GET " + ROOT + "/deployments?scope=mine&deleted=false&page=0&size=50",
                Answer.json(
                        "{\"content\":[%s],\"totalElements\":3,\"number\":0,\"size\":1}"
                                .formatted(deployment("CREATE_COMPLETE"))));
        server.on("GET " + ROOT + ONE, Answer.json(deployment("CREATE_COMPLETE")));

        assertThat(terminal.run("list")).isZero();
        assertThat(terminal.out()).contains("deadbeef").contains("Stars");
        assertThat(terminal.err()).contains("2 more");
        assertThat(terminal.run("show", "deadbeef")).isZero();
        assertThat(terminal.out())
                .contains(ID)
                .contains("http://x/")
                .contains("provision  done in 3.0 s");
    }

    @Test
    void jsonIsTheDocumentOfTheServiceAndNothingElse() {
        server.on("GET " + ROOT + ONE, Answer.json(deployment("CREATE_COMPLETE")));

        assertThat(terminal.run("show", ID, "--json")).isZero();
        assertThat(JSON.readTree(terminal.out()))
                .isEqualTo(JSON.readTree(deployment("CREATE_COMPLETE")));
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void aLogThatIsFollowedGoesOnAfterABreakWithoutRepeating() {
        server.on(
                "GET " + ROOT + ONE + "/events",
                Answer.events(
                        event("deployment", "", deployment("CREATE_IN_PROGRESS"))
                                + event("log", "1", logLine(1, "first"))
                                + ":still here\n\n"
                                + event("log", "2", logLine(2, "second"))),
                Answer.problem(503, "{\"title\":\"Restarting\"}"),
                Answer.events(
                        event("log", "2", logLine(2, "second"))
                                + event("log", "3", logLine(3, "third"))
                                + event("deployment", "", deployment("CREATE_COMPLETE"))));

        assertThat(terminal.run("log", ID, "-f")).isZero();
        assertThat(terminal.out().lines().map(line -> line.replaceAll(".* ", "")))
                .containsExactly("first", "second", "third");
        assertThat(server.received("GET " + ROOT + ONE + "/events"))
                .extracting(it -> it.headers().getOrDefault("Last-event-id", ""))
                .containsExactly("", "2", "2");
    }

    @Test
    void aDeploymentOfSomebodyElseIsRefusedInTheServicesWords() {
        server.on(
                "GET " + ROOT + ONE,
                Answer.problem(404, "{\"title\":\"Deployment unknown\",\"detail\":\"gone\"}"));

        assertThat(terminal.run("show", ID)).isEqualTo(1);
        assertThat(terminal.err()).contains("Deployment unknown: gone");
    }

    @Test
    void deleteAsksFirstAndDeletesNothingWithoutYes() {
        server.on("GET " + ROOT + ONE, Answer.json(deployment("CREATE_COMPLETE")))
                .on(
                        "DELETE " + ROOT + ONE,
                        new Answer(202, "application/json", deployment("DELETE_IN_PROGRESS")));

        assertThat(terminal.types("n").run("delete", "deadbeef")).isEqualTo(1);
        assertThat(server.received("DELETE " + ROOT + ONE)).isEmpty();
        assertThat(terminal.types("y").run("delete", "deadbeef")).isZero();
        assertThat(server.received("DELETE " + ROOT + ONE)).hasSize(1);
    }

    @Test
    void deleteWithWaitEndsWhenEverythingIsGone() {
        server.on(
                        "DELETE " + ROOT + ONE,
                        new Answer(202, "application/json", deployment("DELETE_IN_PROGRESS")))
                .on(
                        "GET " + ROOT + ONE + "/events",
                        Answer.events(
                                event("deployment", "", deployment("DELETE_IN_PROGRESS"))
                                        + event("deployment", "", deployment("DELETE_COMPLETE"))));

        assertThat(terminal.run("delete", ID, "--yes", "--wait")).isZero();
        assertThat(terminal.out()).contains("DELETE_COMPLETE");
    }

    @Test
    void sshConfigWritesAKeyThatOnlyTheOwnerCanReadAndPrintsNoneOfIt() throws IOException {
        server.on(
                "GET " + ROOT + ONE + "/credentials",
                Answer.json(
                        """
                        {"user":"debian","privateKey":"-----BEGIN OPENSSH PRIVATE KEY-----\\nAAAA\\n",
                         "hosts":[{"node":"server","address":"10.1.0.7",
                           "hostKeys":["10.1.0.7 ssh-ed25519 AAAAC3"]}]}
                        """));

        assertThat(terminal.run("ssh-config", "deadbeef")).isZero();

        Path key = home.resolve(".config/arcipelago/ssh/" + ID + "/key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(key)).contains("OPENSSH");
        assertThat(Files.readString(key.resolveSibling("known_hosts")))
                .isEqualTo("10.1.0.7 ssh-ed25519 AAAAC3\n");
        assertThat(terminal.out()).contains("debian@10.1.0.7").contains(key.toString());
        assertThat(terminal.out() + terminal.err()).doesNotContain("OPENSSH");
    }

    @Test
    void anUnknownOptionAndAMissingCommandAreWrongUsage() {
        assertThat(terminal.run("list", "--colour")).isEqualTo(2);
        assertThat(terminal.err()).contains("arcipelago list --help");
        assertThat(terminal.run()).isEqualTo(2);
    }
}
