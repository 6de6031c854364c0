package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.lifecycle.LifecycleStore;
import io.arcipelago.orchestrator.lifecycle.Transition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deployments from the request to the last object gone, on sites that work. */
class LifecycleTest {

    private static TestOrchestrator paas;

    @BeforeAll
    static void start(@TempDir Path directory) {
        paas = TestOrchestrator.start(directory);
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    @AfterEach
    void everyTestLeavesTheSitesEmpty() {
        assertThat(paas.sites.objects()).isEmpty();
    }

    @Test
    void aDeploymentIsCreatedAndDeletedAndLeavesNothing() {
        String id = paas.deploy("web-service");
        JsonNode running = paas.await(id, "CREATE_COMPLETE", "CREATE_FAILED");
        assertThat(running.get("status").asString())
                .as(running.toPrettyString())
                .isEqualTo("CREATE_COMPLETE");
        assertThat(running.get("provider").asString()).isEqualTo("ELBA");
        assertThat(running.get("attempts")).hasSize(1);
        assertThat(running.get("endpoint").asString()).startsWith("http://198.18.10.");
        assertThat(paas.sites.objects("ELBA"))
                .hasSize(running.get("resources").size() + countOf(running, "router"))
                .allMatch(
                        it -> it.contains(id) || it.contains("198.18.10.") || it.contains("port"));
        assertThat(paas.sites.objects("ISCHIA")).isEmpty();

        assertThat(paas.delete(paas.alice(), NATIVE + "/" + id).statusCode()).isEqualTo(202);
        JsonNode gone = paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(gone.get("resources"))
                .allMatch(it -> it.get("state").asString().equals("deleted"));
        assertThat(secrets(id)).isZero();
    }

    private static int secrets(String id) {
        return paas.jdbc()
                .sql("select count(*) from platform.secret where owner = :owner")
                .param("owner", "deployment/" + id)
                .query(Integer.class)
                .single();
    }

    /** Both: the one that came with the creation, and the one that came with the deletion. */
    @Test
    void theGrantsAreGivenBackWhenTheDeploymentIsGone() {
        int before = paas.grants.refreshTokens().size();
        String id = paas.deploy("virtual-machine");
        paas.awaitRest(id, "CREATE_COMPLETE");
        assertThat(paas.grants.refreshTokens()).hasSize(before + 1);
        paas.delete(paas.alice(), NATIVE + "/" + id);
        paas.awaitRest(id, "DELETE_COMPLETE");
        Awaitility.await().until(() -> paas.grants.refreshTokens().size() == before);
    }

    /**
     * A worker that dies between the last object's end and the writing of it leaves the next one
     * all that it needs to look at the sites again.
     */
    @Test
    void aDeletionThatWasNotWrittenDownKeepsItsGrant() {
        String id = paas.deploy("virtual-machine");
        paas.awaitRest(id, "CREATE_COMPLETE");
        int secrets = secrets(id);
        assertThat(secrets).isPositive();
        LifecycleStore store = paas.app.context().getBean(LifecycleStore.class);
        DeploymentStore deployments = paas.app.context().getBean(DeploymentStore.class);
        Deployment overtaken = deployments.find(DeploymentId.parse(id)).orElseThrow();
        store.takeFence(overtaken.id());
        Transition gone =
                new Transition.Settle(
                        DeploymentStatus.DELETE_COMPLETE, Optional.empty(), Phase.DONE, "gone");
        assertThat(store.apply(overtaken, gone, Instant.now())).isFalse();
        assertThat(secrets(id)).isEqualTo(secrets);
        paas.delete(paas.alice(), NATIVE + "/" + id);
        paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(secrets(id)).isZero();
    }

    /** A router has a port on its network that no row stands for. */
    private static int countOf(JsonNode deployment, String kind) {
        int count = 0;
        for (JsonNode resource : deployment.get("resources")) {
            if (resource.get("kind").asString().equals(kind)) {
                count++;
            }
        }
        return count;
    }
}
