package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.NetworkResource;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.OpenStackException.Kind;
import io.arcipelago.openstack.ServerFilter;
import io.arcipelago.openstack.Tags;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of object, touched by a member of another project. */
class WrongProjectTest {

    @TempDir Path dir;

    private TestSite site;
    private Deployed alices;
    private OpenStackClient alice;
    private OpenStackClient bruno;

    @BeforeEach
    void start() {
        site = new TestSite(dir);
        alice = site.alice();
        bruno = site.bruno();
        alices = Deployed.make(alice, new Tags("private", "n", 0, 1));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static void notFound(ThrowingCallable call) {
        OpenStackException failure = catchThrowableOfType(OpenStackException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void nothingIsListed() {
        assertThat(bruno.findByTag("private").describe()).isEmpty();
        assertThat(bruno.compute().listServers(ServerFilter.all())).isEmpty();
        assertThat(bruno.compute().keyPairs()).isEmpty();
        assertThat(bruno.volumes().volumes()).isEmpty();
        assertThat(bruno.network().ports(NetworkFilter.all())).isEmpty();
        assertThat(bruno.network().networks(NetworkFilter.all()))
                .extracting(it -> it.name())
                .containsExactly("public");
        assertThat(bruno.network().securityGroups(NetworkFilter.all()))
                .extracting(it -> it.name())
                .containsExactly("default");
    }

    @Test
    void nothingIsShownOrDeleted() {
        assertThat(bruno.compute().server(alices.serverId())).isEmpty();
        assertThat(bruno.compute().deleteServer(alices.serverId())).isFalse();
        assertThat(bruno.compute().deleteKeyPair(alices.tags().name("key"))).isFalse();
        assertThat(bruno.volumes().volume(alices.volumeId())).isEmpty();
        assertThat(bruno.volumes().deleteVolume(alices.volumeId())).isFalse();
        assertThat(bruno.network().network(alices.network().id())).isEmpty();
        assertThat(bruno.network().deleteNetwork(alices.network().id())).isFalse();
        assertThat(bruno.network().deleteSubnet(alices.subnet().id())).isFalse();
        assertThat(bruno.network().router(alices.router().id())).isEmpty();
        assertThat(bruno.network().deleteRouter(alices.router().id())).isFalse();
        assertThat(bruno.network().port(alices.portId())).isEmpty();
        assertThat(bruno.network().deletePort(alices.portId())).isFalse();
        assertThat(bruno.network().securityGroup(alices.group().id())).isEmpty();
        assertThat(bruno.network().deleteSecurityGroup(alices.group().id())).isFalse();
        assertThat(bruno.network().floatingIp(alices.floatingIp().id())).isEmpty();
        assertThat(bruno.network().deleteFloatingIp(alices.floatingIp().id())).isFalse();
        assertThat(alice.findByTag("private").describe()).hasSize(8);
    }

    @Test
    void nothingIsActedUpon() {
        notFound(() -> bruno.compute().stopServer(alices.serverId()));
        notFound(() -> bruno.compute().consoleOutput(alices.serverId(), 5));
        notFound(() ->
                bruno.compute()
                        .attachVolume(alices.serverId(), alices.volumeId(), Optional.empty()));
        assertThat(bruno.compute().detachVolume(alices.serverId(), alices.volumeId())).isFalse();
        notFound(() ->
                bruno.network().addRouterInterface(alices.router().id(), alices.subnet().id()));
        notFound(() -> bruno.network().updatePortSecurityGroups(alices.portId(), List.of()));
        notFound(() ->
                bruno.network().associateFloatingIp(alices.floatingIp().id(), Optional.empty()));
        notFound(() ->
                bruno.network()
                        .replaceTags(
                                NetworkResource.NETWORKS, alices.network().id(), List.of("x")));
    }

    @Test
    void anotherProjectsQuotasAndVolumesPathAreRefused() {
        HttpResponse<String> login =
                site.send(
                        "POST",
                        "/ELBA/identity/v3/auth/tokens",
                        """
                        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"operator","password":"a local password"}}},
                         "scope":{"project":{"name":"astro-elba"}}}}
                        """,
                        Map.of());
        Map<String, String> token =
                Map.of("X-Auth-Token", login.headers().firstValue("X-Subject-Token").orElseThrow());
        String other = bruno.projectId();
        assertThat(
                        site.send(
                                        "GET",
                                        "/ELBA/compute/v2.1/os-quota-sets/" + other + "/detail",
                                        "",
                                        token)
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        site.send(
                                        "GET",
                                        "/ELBA/network/v2.0/quotas/" + other + "/details.json",
                                        "",
                                        token)
                                .body())
                .contains("PolicyNotAuthorized");
        assertThat(site.send("GET", "/ELBA/volume/v3/" + other + "/volumes", "", token).body())
                .contains("Malformed request url");
    }
}
