package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.openstack.ConnectionSettings;
import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.NetworkResource;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.ProjectQuotas;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.QuotaUsage;
import io.arcipelago.openstack.SecurityGroupRuleRequest;
import io.arcipelago.openstack.Server;
import io.arcipelago.openstack.ServerAddress;
import io.arcipelago.openstack.ServerFilter;
import io.arcipelago.openstack.ServerStatus;
import io.arcipelago.openstack.ServerSummary;
import io.arcipelago.openstack.Tags;
import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.ServerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeCycleTest {

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
    void aDeploymentIsMadeSeenFoundByTagAndRemovedWithoutARest() {
        Tags tags = new Tags("dep-1", "front", 0, 1);
        Deployed deployed = Deployed.make(alice, tags);

        Server server = alice.compute().server(deployed.serverId()).orElseThrow();
        assertThat(server.addresses())
                .extracting(ServerAddress::address, ServerAddress::floating)
                .containsExactly(
                        tuple("10.7.0.2", false), tuple(deployed.floatingIp().address(), true));
        assertThat(server.addresses().getFirst().macAddress()).startsWith("fa:16:3e:");
        assertThat(server.metadata()).isEqualTo(tags.metadata());
        assertThat(server.volumeIds()).containsExactly(deployed.volumeId());
        assertThat(alice.compute().volumeAttachments(server.id()).getFirst().device())
                .isEqualTo("/dev/vdb");
        assertThat(alice.compute().consoleOutput(server.id(), 10)).contains("login:");
        assertThat(alice.findByTag("dep-1").describe()).hasSize(8);
        assertThat(alice.findByTag("dep").isEmpty()).isTrue();

        deployed.remove(alice);

        assertThat(alice.findByTag("dep-1").describe()).isEmpty();
        assertThat(site.admin("GET", "/objects?site=ELBA", "").body())
                .isEqualTo("{\"objects\":[]}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> site.driver.networkIds().size() == 1);
        assertThat(site.driver.volumeIds()).isEmpty();
    }

    @Test
    void theDriverIsToldWhatTheApisWereAsked() {
        Deployed deployed = Deployed.make(alice, new Tags("dep-2", "front", 0, 1));

        ServerSpec spec = site.driver.server(deployed.serverId()).orElseThrow();
        assertThat(spec.hostname()).isEqualTo("paas-dep-2-front-0-1");
        assertThat(spec.image()).isEqualTo("debian-12");
        assertThat(spec.authorizedKeys()).containsExactly(Deployed.KEY);
        assertThat(spec.userData()).contains("#cloud-config\n");
        assertThat(spec.ports().getFirst().address()).isEqualTo("10.7.0.2/24");
        assertThat(spec.ports().getFirst().gateway()).contains("10.7.0.1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    RouterSpec router = site.driver.router(deployed.router().id()).orElseThrow();
                    assertThat(router.interfaces().getFirst().address()).isEqualTo("10.7.0.1/24");
                    assertThat(router.floatingIps())
                            .containsExactly(
                                    new RouterSpec.FloatingIp(
                                            deployed.floatingIp().address(), "10.7.0.2"));
                });
        assertThat(site.driver.firewall(deployed.serverId()))
                .contains(new FirewallRule("ingress", "tcp", 22, 22, "0.0.0.0/0"));

        alice.network()
                .createSecurityGroupRule(
                        SecurityGroupRuleRequest.ingressFromGroup(
                                deployed.group().id(), deployed.group().id()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(site.driver.firewall(deployed.serverId()))
                                .contains(
                                        new FirewallRule(
                                                "ingress", "any", 0, 65535, "10.7.0.2/32")));

        alice.compute().detachVolume(deployed.serverId(), deployed.volumeId());
        Deployed.awaitVolume(alice, deployed.volumeId(), "available");
        assertThat(site.driver.attachments(deployed.serverId())).isEmpty();
    }

    @Test
    void aServerIsStoppedAndStartedAgain() {
        String id =
                alice.compute().createServer(Deployed.small(alice, new Tags("dep-3", "n", 0, 1)));
        Deployed.awaitStatus(alice, id, ServerStatus.ACTIVE);

        alice.compute().stopServer(id);
        Deployed.awaitStatus(alice, id, ServerStatus.SHUTOFF);
        assertThat(site.driver.isRunning(id)).isFalse();
        alice.compute().startServer(id);
        Deployed.awaitStatus(alice, id, ServerStatus.ACTIVE);
        assertThat(site.driver.isRunning(id)).isTrue();
    }

    @Test
    void listsFollowAllPages() {
        ConnectionSettings twoPerPage = TestSite.quick().withPageSize(2);
        OpenStackClient paged =
                site.client(site.federated("alice", "astro"), "astro-elba", twoPerPage);
        for (int i = 0; i < 5; i++) {
            alice.compute().createServer(Deployed.small(alice, new Tags("dep-4", "n", i, 1)));
        }
        for (int i = 0; i < 5; i++) {
            alice.network().createNetwork("net-" + i, "");
        }

        assertThat(
                        paged.compute()
                                .listServers(ServerFilter.nameStartsWith(Tags.namePrefix("dep-4"))))
                .extracting(ServerSummary::name)
                .containsExactly(
                        "paas-dep-4_n-4-1",
                        "paas-dep-4_n-3-1",
                        "paas-dep-4_n-2-1",
                        "paas-dep-4_n-1-1",
                        "paas-dep-4_n-0-1");
        assertThat(paged.network().networks(NetworkFilter.all())).hasSize(6);
        assertThat(paged.compute().flavors()).hasSize(3);
        assertThat(paged.images().activeImages()).hasSize(2);
        assertThat(
                        paged.compute()
                                .listServersByMetadata(
                                        ServerFilter.all(),
                                        new Tags("dep-4", "n", 3, 1).metadata()))
                .hasSize(1);
    }

    @Test
    void whatTheSiteOffersIsRead() {
        Flavor small = alice.compute().flavors().getFirst();
        assertThat(small.name()).isEqualTo("small");
        assertThat(small.ramMib()).isEqualTo(1024);
        Image image = alice.images().activeImages().getFirst();
        assertThat(image.osDistro()).contains("debian");
        assertThat(image.osVersion()).contains("12");
        assertThat(alice.volumes().volumeTypes().getFirst().name()).isEqualTo("standard");
        assertThat(alice.compute().limits()).containsEntry("maxTotalCores", 20L);
        assertThat(alice.volumes().limits()).containsEntry("maxTotalVolumes", 3L);
        Deployed.make(alice, new Tags("dep-5", "n", 0, 1));
        ProjectQuotas quotas = alice.quotas();
        assertThat(quotas.compute()).containsEntry("cores", new QuotaUsage(20, 1, 0));
        assertThat(quotas.network()).containsEntry("floatingip", new QuotaUsage(3, 1, 0));
        assertThat(quotas.volume()).containsEntry("gigabytes", new QuotaUsage(100, 5, 0));
        assertThat(quotas.volume()).containsEntry("volumes_standard", new QuotaUsage(-1, 1, 0));
    }

    @Test
    void tagsAreASecondCallAndCanBeListedBy() {
        String id = alice.network().createNetwork("n", "").id();
        alice.network().replaceTags(NetworkResource.NETWORKS, id, List.of("a=1", "b=2"));
        assertThat(alice.network().networks(NetworkFilter.tag("a=1")).getFirst().id())
                .isEqualTo(id);
        assertThat(alice.network().networks(NetworkFilter.tag("c"))).isEmpty();
    }

    @Test
    void localUsersAndApplicationCredentialsLogInToo() {
        OpenStackClient operator =
                site.client(
                        new Credentials.Password("operator", "Default", "a local password"),
                        "astro-elba");
        OpenStackClient robot =
                site.client(
                        new Credentials.ApplicationCredential("robot", "a robot's secret"),
                        "astro-elba");
        assertThat(operator.projectId()).isEqualTo(alice.projectId());
        assertThat(robot.compute().flavors()).hasSize(3);
        assertThat(
                        OpenStackClient.projects(
                                site.connection(TestSite.quick()),
                                site.federated("alice", "astro")))
                .extracting(it -> it.name())
                .containsExactly("astro-elba", "big-elba");
        OpenStackClient otherRegion =
                OpenStackClient.open(
                        site.connection(TestSite.quick()),
                        site.federated("alice", "astro"),
                        ProjectScope.id(alice.projectId()),
                        "RegionTwo");
        assertThat(otherRegion.compute().server("none")).isEqualTo(Optional.empty());
    }
}
