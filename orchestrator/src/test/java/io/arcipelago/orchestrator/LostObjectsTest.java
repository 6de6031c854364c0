package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.Neutron;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.PortRequest;
import io.arcipelago.openstack.ServerRequest;
import io.arcipelago.openstack.SubnetRequest;
import io.arcipelago.openstack.Tags;
import io.arcipelago.openstack.VolumeRequest;
import io.arcipelago.orchestrator.federation.SiteDirectory;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.provisioning.SshKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Objects that exist on a site although nobody here knows their ids. */
class LostObjectsTest {

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
    void deletingLeavesNothing() {
        paas.sites.heal();
        paas.deleteEverything();
        assertThat(paas.sites.objects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compute/servers compute/os-keypairs network/networks",
                "network/subnets network/routers network/ports",
                "network/floatingips network/security-groups volume/.*volumes"
            })
    void objectsWhoseAnswersWereLostAreFoundAgainAndNotMadeTwice(String lost) {
        for (String route : lost.split(" ", -1)) {
            int slash = route.indexOf('/');
            paas.sites.fault(lost(route.substring(0, slash), route.substring(slash)));
        }
        String id = paas.deploy("virtual-machine-with-volume");
        JsonNode running = paas.awaitRest(id, "CREATE_COMPLETE");
        assertThat(running.get("attempts")).as(running.toPrettyString()).hasSize(1);
        assertThat(TestOrchestrator.step(running, "provision").get("tries").asInt()).isEqualTo(3);
        for (String kind :
                List.of(
                        "server",
                        "keypair",
                        "network",
                        "subnet",
                        "router",
                        "floatingip",
                        "security_group",
                        "volume")) {
            assertThat(paas.sites.objects("ELBA"))
                    .filteredOn(it -> it.startsWith("ELBA " + kind + " "))
                    .as(kind)
                    .hasSize(1);
        }
    }

    private static String lost(String service, String path) {
        return """
        {"site": "ELBA", "service": "%s", "method": "POST", "path": "%s",
         "kind": "lost-response"}
        """
                .formatted(service, path);
    }

    /** Such as what a site made of a request long after we had given it up. */
    @Test
    void objectsThatNoRowKnowsAreFoundByTheirMarkAndRemoved() {
        String id = paas.deploy("virtual-machine");
        paas.awaitRest(id, "CREATE_COMPLETE");
        OpenStackClient site =
                paas.app
                        .context()
                        .getBean(SiteDirectory.class)
                        .open(new SiteKey("ELBA", "RegionOne"), "astro", paas::alice);
        makeOneOfEach(new Tags(id, "stray", 0, 1), site);
        paas.delete(paas.alice(), NATIVE + "/" + id);
        paas.awaitRest(id, "DELETE_COMPLETE");
        assertThat(paas.sites.objects()).isEmpty();
        assertThat(paas.get(paas.alice(), NATIVE + "/" + id + "/log").body())
                .contains("still had objects nobody had told us about");
    }

    private static void makeOneOfEach(Tags mark, OpenStackClient site) {
        Neutron neutron = site.network();
        site.compute().createKeyPair(mark.name("key"), SshKey.generate("stray").publicLine());
        String network = neutron.createNetwork(mark.name("net"), mark.description()).id();
        String subnet =
                neutron.createSubnet(
                                new SubnetRequest(
                                        network,
                                        mark.name("subnet"),
                                        mark.description(),
                                        "10.9.0.0/24",
                                        Optional.empty(),
                                        List.of()))
                        .id();
        String outside =
                neutron.networks(NetworkFilter.all()).stream()
                        .filter(Network::external)
                        .findFirst()
                        .orElseThrow()
                        .id();
        String router =
                neutron.createRouter(mark.name("router"), mark.description(), Optional.of(outside))
                        .id();
        neutron.addRouterInterface(router, subnet);
        String group = neutron.createSecurityGroup(mark.name("sg"), mark.description()).id();
        String port =
                neutron.createPort(
                                new PortRequest(
                                        network,
                                        mark.name("port"),
                                        mark.description(),
                                        List.of(group)))
                        .id();
        neutron.createFloatingIp(outside, mark.description(), Optional.of(port));
        site.volumes()
                .createVolume(
                        new VolumeRequest(
                                mark.name("data"),
                                mark.description(),
                                1,
                                Optional.empty(),
                                mark.metadata()));
        site.compute()
                .createServer(
                        new ServerRequest(
                                mark.name(),
                                site.compute().flavors().getFirst().id(),
                                site.images().activeImages().getFirst().id(),
                                List.of(new ServerRequest.Nic.OfPort(port)),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                mark.metadata()));
    }
}
