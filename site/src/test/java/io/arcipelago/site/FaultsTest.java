package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcipelago.openstack.ConnectionSettings;
import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.OpenStackException.Kind;
import io.arcipelago.openstack.ServerStatus;
import io.arcipelago.openstack.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

    @TempDir Path dir;

    private TestSite site;
    private OpenStackClient alice;

    @BeforeEach
    void start() {
        site = new TestSite(dir);
        alice = site.alice();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aServerWhoseAnswerWasLostIsFoundByItsTagAndNotMadeTwice() {
        Tags tags = new Tags("lost", "n", 0, 1);
        site.fault(
                "{\"site\":\"ELBA\",\"service\":\"compute\",\"method\":\"POST\",\"path\":\"/servers\",\"kind\":\"lost-response\"}");
        OpenStackException failure =
                catchThrowableOfType(
                        OpenStackException.class,
                        () -> alice.compute().createServer(Deployed.small(alice, tags)));
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.status()).isZero();
        assertThat(alice.findByTag("lost").servers()).hasSize(1);
        assertThat(Tags.fromMetadata(alice.findByTag("lost").servers().getFirst().metadata()))
                .contains(tags);
    }

    @Test
    void aNetworkWhoseAnswerWasLostIsFoundThoughItWasNeverTagged() {
        Tags tags = new Tags("lost", "n", 0, 1);
        site.fault(
                "{\"service\":\"network\",\"method\":\"POST\",\"path\":\"/networks\",\"kind\":\"lost-response\"}");
        assertThatThrownBy(() -> alice.network().createNetwork("any name", tags.description()))
                .isInstanceOf(OpenStackException.class);
        assertThat(alice.findByTag("lost").networks()).hasSize(1);
    }

    @Test
    void readsAreRepeatedAfterErrorsAndDroppedConnections() {
        site.fault(
                "{\"service\":\"compute\",\"method\":\"GET\",\"path\":\"/flavors/detail\",\"kind\":\"error\",\"status\":502}");
        assertThat(alice.compute().flavors()).hasSize(3);
        site.fault(
                "{\"service\":\"compute\",\"method\":\"GET\",\"path\":\"/flavors/detail\",\"kind\":\"refuse\"}");
        assertThat(alice.compute().flavors()).hasSize(3);
        assertThat(site.admin("GET", "/faults", "").body()).isEqualTo("{\"faults\":[]}");
    }

    @Test
    void creationsAreNotRepeatedAfterAnErrorButAreAfterARateLimit() {
        Tags tags = new Tags("once", "n", 0, 1);
        site.fault(
                "{\"service\":\"compute\",\"method\":\"POST\",\"path\":\"/servers\",\"kind\":\"error\",\"status\":503}");
        OpenStackException failure =
                catchThrowableOfType(
                        OpenStackException.class,
                        () -> alice.compute().createServer(Deployed.small(alice, tags)));
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.retryAfter()).contains(Duration.ZERO);
        assertThat(alice.findByTag("once").isEmpty()).isTrue();
        site.fault(
                "{\"service\":\"compute\",\"method\":\"POST\",\"path\":\"/servers\",\"kind\":\"error\",\"status\":429}");
        alice.compute().createServer(Deployed.small(alice, tags));
        assertThat(alice.findByTag("once").servers()).hasSize(1);
    }

    @Test
    void aHangEndsWithTheRequestsTimeOut() {
        ConnectionSettings impatient =
                TestSite.quick().withRequestTimeout(Duration.ofMillis(500)).withMaxAttempts(1);
        OpenStackClient client =
                site.client(site.federated("alice", "astro"), "astro-elba", impatient);
        // Logged in before the fault, with time enough for the first fetch of the issuer's keys.
        alice.projectId();
        client.projectId();
        site.fault("{\"service\":\"compute\",\"kind\":\"hang\",\"delay_millis\":600000}");
        OpenStackException failure =
                catchThrowableOfType(OpenStackException.class, () -> client.compute().limits());
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure).hasMessageContaining("no answer within");
    }

    @Test
    void aBuildFailsOrNeverLetsAnybodyIn() {
        site.fault("{\"kind\":\"build-error\",\"message\":\"Disk died\"}");
        String failed =
                alice.compute().createServer(Deployed.small(alice, new Tags("b", "n", 0, 1)));
        assertThat(
                        Deployed.awaitStatus(alice, failed, ServerStatus.ERROR)
                                .fault()
                                .orElseThrow()
                                .message())
                .isEqualTo("Disk died");
        site.fault("{\"kind\":\"unreachable\"}");
        Deployed deployed = Deployed.make(alice, new Tags("b", "n", 1, 1));
        assertThat(site.driver.firewall(deployed.serverId())).isEmpty();
    }

    @Test
    void aTokenThatEndsMidFlowIsRenewed() {
        OpenStackClient operator =
                site.client(
                        new Credentials.Password("operator", "Default", "a local password"),
                        "astro-elba");
        operator.compute().flavors();
        site.clock.advance(Duration.ofHours(2));
        assertThat(operator.compute().flavors()).hasSize(3);
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheCallGoesThrough() {
        alice.compute().flavors();
        site.fault("{\"service\":\"compute\",\"kind\":\"error\",\"status\":401}");
        assertThat(alice.compute().createServer(Deployed.small(alice, new Tags("t", "n", 0, 1))))
                .isNotEmpty();
        site.fault("{\"service\":\"compute\",\"kind\":\"error\",\"status\":401,\"count\":2}");
        OpenStackException refused =
                catchThrowableOfType(OpenStackException.class, () -> alice.compute().limits());
        assertThat(refused.kind()).isEqualTo(Kind.AUTH);
    }

    @Test
    void webPagesMayNotInjectFaults() {
        assertThat(
                        site.send(
                                        "POST",
                                        "/_admin/faults",
                                        "{\"kind\":\"refuse\"}",
                                        Map.of("Origin", "https://evil.example"))
                                .statusCode())
                .isEqualTo(403);
        assertThat(site.admin("POST", "/faults", "{\"kind\":\"explode\"}").body())
                .contains("unknown fault kind 'explode'");
        assertThat(site.admin("POST", "/faults", "{\"knd\":\"refuse\"}").statusCode())
                .isEqualTo(400);
    }
}
