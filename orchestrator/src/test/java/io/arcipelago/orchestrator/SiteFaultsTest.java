package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.COMPATIBLE;
import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What sites and grants do wrong, and that nothing is lost or left behind by it. */
class SiteFaultsTest {

    private static TestOrchestrator paas;

    @BeforeAll
    static void start(@TempDir Path directory) {
        paas = TestOrchestrator.start(directory);
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    /** Whatever went wrong, deleting afterwards leaves nothing on any site. */
    @AfterEach
    void everythingCanBeDeleted() {
        paas.sites.heal();
        paas.grants.allow("alice");
        paas.deleteEverything();
        assertThat(paas.sites.objects()).isEmpty();
    }

    private String deploy() {
        return deploy("{\"service\":\"virtual-machine\",\"group\":\"astro\"}");
    }

    private String deploy(String request) {
        return TestOrchestrator.created(paas.post(paas.alice(), NATIVE, request));
    }

    private static String text(JsonNode deployment, String member) {
        return deployment.path(member).asString("");
    }

    private static JsonNode attempt(JsonNode deployment, int number) {
        return deployment.get("attempts").get(number - 1);
    }

    @Test
    void aBuildThatFailsOnOneSiteIsRepeatedOnTheOtherAndTheFirstIsCleanedUp() {
        paas.sites.fault(
                "{\"site\":\"ELBA\",\"kind\":\"build-error\",\"message\":\"Disk died\","
                        + "\"count\":50}");
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(running.get("attempts")).hasSize(2);
        assertThat(text(attempt(running, 1), "provider")).isEqualTo("ELBA");
        assertThat(text(attempt(running, 1), "state")).isEqualTo("failed");
        assertThat(text(attempt(running, 1), "failure")).contains("Disk died");
        assertThat(text(attempt(running, 2), "provider")).isEqualTo("ISCHIA");
        assertThat(text(attempt(running, 2), "state")).isEqualTo("succeeded");
        assertThat(text(running, "provider")).isEqualTo("ISCHIA");
        assertThat(attempt(running, 2).get("candidates").toString())
                .contains("an attempt here has failed already");
        assertThat(paas.sites.objects("ELBA")).isEmpty();
    }

    @Test
    void whenEverySiteFailsThePersonIsToldWhyAndNothingIsLeft() {
        paas.sites.fault("{\"kind\":\"build-error\",\"message\":\"Disk died\",\"count\":50}");
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(failed.get("attempts")).hasSize(2);
        assertThat(text(failed, "statusReason"))
                .contains("ELBA/RegionOne")
                .contains("ISCHIA/RegionOne")
                .contains("Disk died");
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aSiteThatFailsForAMomentIsTriedAgainAndNotLeft() {
        paas.sites.fault(
                "{\"site\":\"ELBA\",\"service\":\"compute\",\"method\":\"POST\","
                        + "\"path\":\"/servers\",\"kind\":\"error\",\"status\":500,\"count\":2}");
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(running.get("attempts")).hasSize(1);
        assertThat(text(running, "provider")).isEqualTo("ELBA");
        assertThat(TestOrchestrator.step(running, "provision").get("tries").asInt()).isEqualTo(2);
    }

    @Test
    void aSiteThatKeepsFailingIsGivenUpForTheNextOne() {
        paas.sites.fault(
                "{\"site\":\"ELBA\",\"service\":\"network\",\"method\":\"POST\","
                        + "\"path\":\"/ports\",\"kind\":\"error\",\"status\":500,"
                        + "\"count\":1000}");
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(text(attempt(running, 1), "failureClass")).isEqualTo("transient");
        assertThat(text(attempt(running, 1), "failure")).contains("500");
        assertThat(text(attempt(running, 2), "provider")).isEqualTo("ISCHIA");
        assertThat(paas.sites.objects("ELBA")).isEmpty();
    }

    @Test
    void aSiteThatHangsWhileItIsSurveyedIsPassedOver() {
        paas.sites.fault(
                "{\"site\":\"ELBA\",\"service\":\"compute\",\"method\":\"GET\","
                        + "\"kind\":\"hang\",\"delay_millis\":600000,"
                        + "\"count\":1000}");
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(text(running, "provider")).isEqualTo("ISCHIA");
        assertThat(attempt(running, 1).get("candidates").toString())
                .contains("cannot be reached: ");
    }

    @Test
    void aRequestThatHangsWhileObjectsAreMadeIsGivenUpAndRepeated() {
        paas.sites.fault(
                """
                {"site": "ELBA", "service": "compute", "method": "POST", "path": "/servers",
                 "kind": "hang", "delay_millis": 600000, "count": 1}
                """);
        JsonNode running = paas.awaitRest(deploy(), "CREATE_COMPLETE");
        assertThat(running.get("attempts")).hasSize(1);
        assertThat(TestOrchestrator.step(running, "provision").get("tries").asInt()).isEqualTo(1);
        assertThat(paas.sites.objects("ELBA"))
                .filteredOn(it -> it.startsWith("ELBA server "))
                .hasSize(1);
    }

    @Test
    void aDeletionOutlivesASiteThatIsDown() {
        String id = deploy();
        paas.awaitRest(id, "CREATE_COMPLETE");
        paas.sites.fault(
                "{\"site\":\"ELBA\",\"service\":\"compute\",\"method\":\"DELETE\","
                        + "\"kind\":\"error\",\"status\":503,\"count\":1000}");
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        TestOrchestrator.step(paas.detail(id), "delete").get("tries").asInt() > 1);
        assertThat(text(paas.detail(id), "status")).isEqualTo("DELETE_IN_PROGRESS");
        assertThat(text(paas.detail(id), "statusReason")).contains("503");
        paas.sites.heal();
        paas.awaitRest(id, "DELETE_COMPLETE");
    }

    @Test
    void aDeletionWhileServersAreBeingMadeWins() {
        paas.sites.fault(
                "{\"service\":\"compute\",\"method\":\"POST\",\"path\":\"/servers\","
                        + "\"kind\":\"latency\",\"delay_millis\":1500,\"count\":1000}");
        String id = deploy();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> paas.detail(id).toString().contains("\"creating\""));
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        JsonNode gone = paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(text(attempt(gone, 1), "state")).isEqualTo("failed");
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aDeletionBeforeAnySiteIsChosenWins() {
        paas.sites.fault(
                "{\"service\":\"compute\",\"method\":\"GET\","
                        + "\"kind\":\"latency\",\"delay_millis\":1500,\"count\":1000}");
        String id = deploy();
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        JsonNode gone = paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(gone.get("resources")).isEmpty();
    }

    @Test
    void aSecondDeletionChangesNothing() {
        String id = deploy();
        paas.awaitRest(id, "CREATE_COMPLETE");
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        assertThat(paas.delete(paas.alice(), COMPATIBLE + "/" + id).statusCode()).isEqualTo(409);
        paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        assertThat(text(paas.detail(id), "status")).isEqualTo("DELETE_COMPLETE");
        assertThat(
                        paas.jdbc()
                                .sql(
                                        """
                                        select count(*) from orchestrator.revision
                                         where deployment_id = :id::uuid and kind = 'delete'
                                        """)
                                .param("id", id)
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    @Test
    void whatNoSiteOffersIsToldForEverySiteAndNothingIsMade() {
        JsonNode failed =
                paas.awaitRest(
                        deploy(
                                """
                                {"service": "virtual-machine", "group": "astro",
                                 "inputs": {"num_cpus": 64, "os_distribution": "rocky"}}
                                """),
                        "CREATE_FAILED");
        assertThat(text(failed, "statusReason"))
                .contains("ELBA/RegionOne: no flavor with 64 vCPU")
                .contains("ISCHIA/RegionOne: no flavor with 64 vCPU")
                .contains("no image for rocky 12");
        assertThat(failed.get("attempts")).isEmpty();
        assertThat(failed.get("resources")).isEmpty();
    }

    @Test
    void theQuotaThatLacksIsNamedWithItsNumbers() {
        String template =
                """
                tosca_definitions_version: tosca_simple_yaml_1_0
                imports: [services.yaml]
                topology_template:
                  node_templates:
                    server:
                      type: tosca.nodes.indigo.Compute
                      capabilities:
                        scalable: {properties: {count: 41}}
                        host: {properties: {num_cpus: 1, mem_size: 1 GB}}
                        os: {properties: {type: linux, distribution: debian, version: 12}}
                """;
        String id =
                TestOrchestrator.created(
                        paas.post(
                                paas.alice(),
                                COMPATIBLE,
                                TestOrchestrator.JSON.writeValueAsString(
                                        Map.of("template", template))));
        JsonNode failed = paas.awaitRest(id, "CREATE_FAILED");
        assertThat(text(failed, "statusReason"))
                .contains("quota: needs 41 servers, 40 of 40 are free")
                .contains("quota: needs 41 servers, 20 of 20 are free");
    }

    @Test
    void aGrantThatIsRefusedRefusesTheRequestAndStoresNothing() {
        paas.grants.revoke("alice");
        HttpResponse<String> refused =
                paas.post(
                        paas.alice(),
                        NATIVE,
                        "{\"service\":\"virtual-machine\",\"group\":\"astro\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("refused the delegation").contains("invalid_grant");
        assertThat(
                        paas.jdbc()
                                .sql(
                                        """
                                        select count(*) from orchestrator.deployment
                                         where status = 'CREATE_IN_PROGRESS'
                                        """)
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void aGrantThatIsRevokedAfterwardsEndsTheCreationWithAClearReason() {
        paas.grants.revokeEachGrantOnceGiven("alice");
        JsonNode failed = paas.awaitRest(deploy(), "CREATE_FAILED");
        assertThat(text(failed, "statusReason"))
                .isEqualTo("The identity service refused the delegation: invalid_grant (400)");
        assertThat(failed.get("attempts")).isEmpty();
    }

    @Test
    void aGrantThatIsRevokedLaterStopsTheDeletionUntilThePersonAsksAgain() {
        String id = deploy();
        paas.awaitRest(id, "CREATE_COMPLETE");
        paas.grants.revoke("alice");
        HttpResponse<String> refused = paas.delete(paas.alice(), NATIVE + "/" + id);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("refused the delegation");
        assertThat(text(paas.detail(id), "status")).isEqualTo("CREATE_COMPLETE");
        paas.grants.allow("alice");
        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        paas.awaitRest(id, "DELETE_COMPLETE");
    }
}
