package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.OpenStackException.Kind;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.QuotaUsage;
import io.arcipelago.openstack.Server;
import io.arcipelago.openstack.ServerRequest;
import io.arcipelago.openstack.ServerStatus;
import io.arcipelago.openstack.SubnetRequest;
import io.arcipelago.openstack.Tags;
import io.arcipelago.openstack.VolumeRequest;
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

/**
 * The answers that a real OpenStack gives when something is wrong, and how the client sees them.
 */
class ErrorsTest {

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

    private static void fails(ThrowingCallable call, Kind kind, int status, String words) {
        OpenStackException failure = catchThrowableOfType(OpenStackException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessageContaining(words);
        assertThat(failure.requestId()).isPresent();
    }

    private ServerRequest ordered(String flavor, String image) {
        return ServerRequest.of("s", flavor, image, Map.of());
    }

    @Test
    void aWrongOrderForAServerIsRefusedInNovasWords() {
        String flavor = Deployed.flavor(alice, "small");
        String image = Deployed.image(alice);
        fails(
                () -> alice.compute().createServer(ordered("m1.gone", image)),
                Kind.BAD_REQUEST,
                400,
                "Flavor m1.gone could not be found.");
        fails(
                () -> alice.compute().createServer(ordered(flavor, "gone")),
                Kind.BAD_REQUEST,
                400,
                "Can not find requested image");
        fails(
                () ->
                        alice.compute()
                                .createServer(
                                        ordered(flavor, image)
                                                .withNics(
                                                        List.of(
                                                                new ServerRequest.Nic.OnNetwork(
                                                                        "gone")))),
                Kind.BAD_REQUEST,
                400,
                "Network gone could not be found.");
        fails(
                () ->
                        alice.compute()
                                .createServer(
                                        ordered(flavor, image).withSecurityGroups(List.of("gone"))),
                Kind.BAD_REQUEST,
                400,
                "Unable to find security_group with name or id 'gone'");
        fails(
                () -> alice.compute().createServer(ordered(flavor, image).withKeyName("gone")),
                Kind.BAD_REQUEST,
                400,
                "Invalid key_name provided.");
        fails(
                () -> alice.compute().createServer(ServerRequest.of("", flavor, image, Map.of())),
                Kind.BAD_REQUEST,
                400,
                "'name' is a required property");
        fails(
                () -> alice.compute().createServer(ordered(Deployed.flavor(alice, "zero"), image)),
                Kind.AUTH,
                403,
                "Only volume-backed servers are allowed for flavors with zero disk.");
        assertThat(alice.quotas().compute()).containsEntry("instances", new QuotaUsage(10, 0, 0));
    }

    @Test
    void quotasAreRefusedWithThreeStatusesAndOneKind() {
        fails(
                () ->
                        alice.compute()
                                .createServer(
                                        ordered(
                                                Deployed.flavor(alice, "large"),
                                                Deployed.image(alice))),
                Kind.QUOTA,
                403,
                "Quota exceeded for cores, ram: Requested 24, 98304, but already used 0, 0 of 20,"
                        + " 51200 cores, ram");
        fails(
                () ->
                        alice.volumes()
                                .createVolume(
                                        new VolumeRequest(
                                                "v", "", 200, Optional.empty(), Map.of())),
                Kind.QUOTA,
                413,
                "VolumeSizeExceedsAvailableQuota");
        Network external = alice.network().networks(NetworkFilter.name("public")).getFirst();
        for (int i = 0; i < 3; i++) {
            alice.network().createFloatingIp(external.id(), "", Optional.empty());
        }
        fails(
                () -> alice.network().createFloatingIp(external.id(), "", Optional.empty()),
                Kind.QUOTA,
                409,
                "OverQuota");
    }

    @Test
    void someServersAreAcceptedAndEndInError() {
        OpenStackClient big = site.client(site.federated("alice", "astro"), "big-elba");
        String first =
                big.compute()
                        .createServer(ordered(Deployed.flavor(big, "large"), Deployed.image(big)));
        Deployed.awaitStatus(big, first, ServerStatus.ACTIVE);
        String second =
                big.compute()
                        .createServer(ordered(Deployed.flavor(big, "large"), Deployed.image(big)));
        Server full = Deployed.awaitStatus(big, second, ServerStatus.ERROR);
        assertThat(full.fault().orElseThrow().code()).isEqualTo(500);
        assertThat(full.fault().orElseThrow().message()).isEqualTo("No valid host was found. ");

        String external = alice.network().networks(NetworkFilter.name("public")).getFirst().id();
        String id =
                alice.compute()
                        .createServer(
                                Deployed.small(alice, new Tags("d", "n", 0, 1))
                                        .withNics(
                                                List.of(
                                                        new ServerRequest.Nic.OnNetwork(
                                                                external))));
        assertThat(
                        Deployed.awaitStatus(alice, id, ServerStatus.ERROR)
                                .fault()
                                .orElseThrow()
                                .message())
                .isEqualTo(
                        "Build of instance "
                                + id
                                + " aborted: Failed to allocate the network(s), not rescheduling.");
    }

    @Test
    void statesThatForbidACallAreConflicts() {
        Deployed deployed = Deployed.make(alice, new Tags("d", "n", 0, 1));
        fails(
                () -> alice.compute().startServer(deployed.serverId()),
                Kind.CONFLICT,
                409,
                "while it is in vm_state active");
        fails(
                () -> alice.network().deleteNetwork(deployed.network().id()),
                Kind.CONFLICT,
                409,
                "NetworkInUse");
        fails(
                () -> alice.network().deleteRouter(deployed.router().id()),
                Kind.CONFLICT,
                409,
                "RouterInUse");
        fails(
                () ->
                        alice.network()
                                .removeRouterInterface(
                                        deployed.router().id(), deployed.subnet().id()),
                Kind.CONFLICT,
                409,
                "RouterInterfaceInUseByFloatingIP");
        fails(
                () -> alice.network().deleteSecurityGroup(deployed.group().id()),
                Kind.CONFLICT,
                409,
                "SecurityGroupInUse");
        fails(
                () -> alice.compute().createKeyPair(deployed.tags().name("key"), Deployed.KEY),
                Kind.CONFLICT,
                409,
                "already exists");
        fails(
                () -> alice.volumes().deleteVolume(deployed.volumeId()),
                Kind.BAD_REQUEST,
                400,
                "Invalid volume");
        fails(
                () ->
                        alice.network()
                                .createSubnet(
                                        new SubnetRequest(
                                                deployed.network().id(),
                                                "again",
                                                "",
                                                "10.7.0.0/25",
                                                Optional.empty(),
                                                List.of())),
                Kind.BAD_REQUEST,
                400,
                "overlaps with another subnet");
        fails(
                () ->
                        alice.network()
                                .createFloatingIp(deployed.network().id(), "", Optional.empty()),
                Kind.BAD_REQUEST,
                400,
                "is not a valid external network");
    }

    @Test
    void whatIsGoneIsAnAnswerAndNotAFailure() {
        assertThat(alice.compute().server("gone")).isEmpty();
        assertThat(alice.compute().deleteServer("gone")).isFalse();
        assertThat(alice.volumes().volume("gone")).isEmpty();
        assertThat(alice.network().deletePort("gone")).isFalse();
        assertThat(alice.compute().deleteKeyPair("gone")).isFalse();
        assertThat(alice.images().image("gone")).isEmpty();
    }

    @Test
    void badTokensAndVersionsAreRefusedAsRealServicesDo() {
        Map<String, String> headers = Map.of("X-Auth-Token", "garbage");
        HttpResponse<String> refused = site.send("GET", "/ELBA/compute/v2.1/servers", "", headers);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Keystone uri=");
        assertThat(refused.body()).contains("\"title\":\"Unauthorized\"");
        HttpResponse<String> version =
                site.send(
                        "GET",
                        "/ELBA/compute/v2.1/servers",
                        "",
                        Map.of("OpenStack-API-Version", "compute 2.999"));
        assertThat(version.statusCode()).isEqualTo(406);
        assertThat(version.body())
                .contains(
                        "Version 2.999 is not supported by the API. Minimum is 2.1 and maximum is"
                                + " 2.93.");
    }

    @Test
    void aRegionThatIsNotInTheCatalogueIsNamedWithThoseThatAre() {
        OpenStackClient lost =
                OpenStackClient.open(
                        site.connection(TestSite.quick()),
                        site.federated("alice", "astro"),
                        ProjectScope.name("astro-elba"),
                        "Atlantis");
        OpenStackException failure =
                catchThrowableOfType(OpenStackException.class, () -> lost.compute().flavors());
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("Atlantis").hasMessageContaining("RegionTwo");
    }
}
