package io.arcipelago.orchestrator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.federation.SiteOffer;
import io.arcipelago.orchestrator.federation.SiteOffer.Quota;
import io.arcipelago.orchestrator.federation.SiteOffer.Resource;
import io.arcipelago.orchestrator.placement.Choices.ServerChoice;
import io.arcipelago.orchestrator.placement.Demand.ImageDemand;
import io.arcipelago.orchestrator.placement.Demand.ServerDemand;
import io.arcipelago.orchestrator.placement.Demand.VolumeDemand;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private static final Flavor SMALL = flavor("small", 1, 1024, 10);
    private static final Flavor LARGE = flavor("large", 4, 8192, 40);
    private static final Image DEBIAN =
            image("debian-12", Map.of("os_distro", "debian", "os_version", "12"));
    private static final ImageDemand ANY_DEBIAN =
            new ImageDemand(
                    Optional.empty(),
                    Optional.of("linux"),
                    Optional.of("debian"),
                    Optional.of("12"),
                    Optional.empty());

    private static Flavor flavor(String name, int vcpus, int ramMib, int diskGib) {
        return new Flavor("id-" + name, name, vcpus, ramMib, diskGib, 0, true, Map.of());
    }

    private static Image image(String name, Map<String, String> properties) {
        return new Image("id-" + name, name, "active", "public", 0, 0, GIB, List.of(), properties);
    }

    private static ServerDemand servers(int count, int vcpus, long ramBytes, long diskBytes) {
        return new ServerDemand(
                "server", count, vcpus, ramBytes, diskBytes, Optional.empty(), ANY_DEBIAN);
    }

    private static Demand demand(ServerDemand... servers) {
        return new Demand(List.of(servers), List.of(), 0);
    }

    private static final Demand ONE_SMALL = demand(servers(1, 1, 512 * MIB, 0));

    /** A site with room for everything, before a test takes something away. */
    private static final class Offer {
        private final SiteKey site;
        private List<Flavor> flavors = List.of(LARGE, SMALL);
        private List<Image> images = List.of(DEBIAN);
        private final Map<Resource, Quota> quotas = new EnumMap<>(Resource.class);
        private Optional<String> externalNetwork = Optional.of("ext");
        private Optional<String> privateNetwork = Optional.empty();

        Offer(String provider) {
            this(provider, "RegionOne");
        }

        Offer(String provider, String region) {
            site = new SiteKey(provider, region);
            for (Resource resource : Resource.values()) {
                quotas.put(resource, new Quota(100_000, 0));
            }
        }

        Offer flavors(Flavor... value) {
            flavors = List.of(value);
            return this;
        }

        Offer images(Image... value) {
            images = List.of(value);
            return this;
        }

        Offer quota(Resource resource, long limit, long used) {
            quotas.put(resource, new Quota(limit, used));
            return this;
        }

        Offer quotaUnknown(Resource resource) {
            quotas.remove(resource);
            return this;
        }

        Offer withoutExternalNetwork() {
            externalNetwork = Optional.empty();
            return this;
        }

        Offer privateNetwork(String id) {
            privateNetwork = Optional.of(id);
            return this;
        }

        SiteOffer build() {
            return new SiteOffer(
                    site,
                    "project of " + site,
                    Optional.empty(),
                    Optional.empty(),
                    flavors,
                    images,
                    quotas,
                    externalNetwork,
                    privateNetwork,
                    Instant.EPOCH);
        }
    }

    private static Decision decide(Demand demand, SiteOffer... offers) {
        return Placement.decide(demand, List.of(offers), Optional.empty(), Set.of());
    }

    private static List<String> reasons(Demand demand, Offer offer) {
        Decision decision = decide(demand, offer.build());
        assertThat(decision.chosen()).isEmpty();
        assertThat(decision.candidates().getFirst().accepted()).isFalse();
        assertThat(decision.candidates().getFirst().score()).isZero();
        return decision.candidates().getFirst().reasons();
    }

    private static ServerChoice choice(Demand demand, Offer offer) {
        return decide(demand, offer.build()).chosen().orElseThrow().choices().servers().getFirst();
    }

    @Test
    void aSiteWithoutABigEnoughFlavorIsRejectedWithWhatWasAsked() {
        assertThat(reasons(demand(servers(1, 8, 512 * MIB, 20 * GIB)), new Offer("A")))
                .containsExactly("no flavor with 8 vCPU, 512 MiB memory and 20 GiB disk");
    }

    @Test
    void aNamedFlavorIsNotReplacedByABiggerOne() {
        Demand named =
                demand(new ServerDemand("server", 1, 1, 0, 0, Optional.of("gpu.xl"), ANY_DEBIAN));
        assertThat(reasons(named, new Offer("A"))).containsExactly("no flavor gpu.xl");
        assertThat(choice(named, new Offer("A").flavors(SMALL, flavor("gpu.xl", 16, 1, 1))))
                .extracting(ServerChoice::flavorName)
                .isEqualTo("gpu.xl");
    }

    @Test
    void theSmallestFlavorThatIsBigEnoughIsTaken() {
        assertThat(choice(ONE_SMALL, new Offer("A")).flavorId()).isEqualTo("id-small");
        assertThat(choice(demand(servers(1, 1, 1025 * MIB, 0)), new Offer("A")).flavorId())
                .isEqualTo("id-large");
        assertThat(choice(demand(servers(1, 1, 1024 * MIB, 11 * GIB)), new Offer("A")).flavorId())
                .isEqualTo("id-large");
        Offer twins = new Offer("A").flavors(flavor("b", 1, 1024, 10), flavor("a", 1, 1024, 10));
        assertThat(choice(ONE_SMALL, twins).flavorName()).isEqualTo("a");
    }

    @Test
    void everyReasonIsToldAndNotOnlyTheFirst() {
        Demand demand =
                new Demand(
                        List.of(servers(3, 8, GIB, 0)), List.of(new VolumeDemand("v", 3, 50)), 3);
        Offer poor =
                new Offer("A")
                        .images()
                        .withoutExternalNetwork()
                        .quota(Resource.SERVERS, 10, 8)
                        .quota(Resource.VOLUMES, 5, 3)
                        .quota(Resource.VOLUME_GIB, 100, 10)
                        .quota(Resource.FLOATING_IPS, 2, 2);
        assertThat(reasons(demand, poor))
                .containsExactlyInAnyOrder(
                        "no flavor with 8 vCPU, 1024 MiB memory and 0 GiB disk",
                        "no image for debian 12",
                        "no external network for a public address",
                        "quota: needs 3 servers, 2 of 10 are free",
                        "quota: needs 3 volumes, 2 of 5 are free",
                        "quota: needs 150 GiB volume space, 90 of 100 are free",
                        "quota: needs 3 floating IPs, 0 of 2 are free");
    }

    @Test
    void quotasAreCountedForAllServersTogetherWithTheFlavorsThatTheyGet() {
        Demand both =
                demand(
                        servers(2, 1, 512 * MIB, 0),
                        new ServerDemand("other", 1, 3, 0, 0, Optional.empty(), ANY_DEBIAN));
        Offer exact = new Offer("A").quota(Resource.VCPUS, 10, 4).quota(Resource.RAM_MIB, 10240, 0);
        assertThat(decide(both, exact.build()).chosen()).isPresent();
        assertThat(reasons(both, exact.quota(Resource.VCPUS, 10, 5)))
                .containsExactly("quota: needs 6 vCPU, 5 of 10 are free");
        assertThat(
                        reasons(
                                both,
                                exact.quota(Resource.VCPUS, 10, 0)
                                        .quota(Resource.RAM_MIB, 10239, 0)))
                .containsExactly("quota: needs 10240 MiB memory, 10239 of 10239 are free");
    }

    @Test
    void aNetworkOfItsOwnWithItsRouterPortsAndGroupsNeedsQuotaToo() {
        Demand publicServers = new Demand(List.of(servers(2, 1, 512 * MIB, 0)), List.of(), 2);
        Offer full =
                new Offer("A")
                        .quota(Resource.NETWORKS, 3, 3)
                        .quota(Resource.SUBNETS, 3, 3)
                        .quota(Resource.ROUTERS, 1, 1)
                        .quota(Resource.PORTS, 10, 8)
                        .quota(Resource.SECURITY_GROUPS, 5, 5);
        assertThat(reasons(publicServers, full))
                .containsExactly(
                        "quota: needs 1 networks, 0 of 3 are free",
                        "quota: needs 1 subnets, 0 of 3 are free",
                        "quota: needs 1 routers, 0 of 1 are free",
                        "quota: needs 3 ports, 2 of 10 are free",
                        "quota: needs 1 security groups, 0 of 5 are free");
    }

    @Test
    void onTheGroupsOwnNetworkOnlyPortsAndGroupsAreNeeded() {
        Offer full =
                new Offer("A")
                        .privateNetwork("shared")
                        .quota(Resource.NETWORKS, 0, 0)
                        .quota(Resource.SUBNETS, 0, 0)
                        .quota(Resource.ROUTERS, 0, 0)
                        .quota(Resource.PORTS, 1, 0)
                        .quota(Resource.SECURITY_GROUPS, 1, 0);
        assertThat(decide(ONE_SMALL, full.build()).chosen()).isPresent();
    }

    @Test
    void noLimitAndAnUnknownQuotaAndOneThatIsOverrunAreUnderstood() {
        Offer free = new Offer("A").quota(Resource.VCPUS, -1, 5000).quotaUnknown(Resource.RAM_MIB);
        assertThat(decide(ONE_SMALL, free.build()).chosen()).isPresent();
        assertThat(reasons(ONE_SMALL, new Offer("A").quota(Resource.SERVERS, 5, 9)))
                .containsExactly("quota: needs 1 servers, 0 of 5 are free");
    }

    @Test
    void noFloatingAddressNeedsNoExternalNetwork() {
        Decision decision = decide(ONE_SMALL, new Offer("A").withoutExternalNetwork().build());
        assertThat(decision.chosen().orElseThrow().choices().externalNetwork()).isEmpty();
    }

    @Test
    void theSiteWhoseScarcestQuotaStaysFreestComesFirst() {
        Decision decision =
                decide(
                        ONE_SMALL,
                        new Offer("A").quota(Resource.VCPUS, 10, 6).build(),
                        new Offer("B").quota(Resource.SERVERS, 10, 1).build(),
                        new Offer("C").images().build());
        assertThat(decision.candidates())
                .extracting(Candidate::provider)
                .containsExactly("B", "A", "C");
        assertThat(decision.candidates().getFirst().score()).isEqualTo(0.8, within(1e-9));
        assertThat(decision.candidates().getFirst().reasons())
                .containsExactly("80 % of the scarcest quota stays free");
        assertThat(decision.candidates().get(1).reasons())
                .containsExactly("30 % of the scarcest quota stays free");
        assertThat(decision.chosen().orElseThrow().site()).isEqualTo(new SiteKey("B", "RegionOne"));
        assertThat(decision.chosen().orElseThrow().project()).isEqualTo("project of B/RegionOne");
    }

    @Test
    void tiesAreBrokenByNameSoThatTheAnswerIsAlwaysTheSame() {
        SiteOffer[] offers = {
            new Offer("B").build(), new Offer("A", "Two").build(), new Offer("A", "One").build()
        };
        assertThat(decide(ONE_SMALL, offers).candidates())
                .extracting(it -> it.provider() + it.region())
                .containsExactly("AOne", "ATwo", "BRegionOne");
    }

    @Test
    void onlyTheWantedSiteIsTakenAndTheOthersSayWhy() {
        Decision decision =
                Placement.decide(
                        ONE_SMALL,
                        List.of(
                                new Offer("A").build(),
                                new Offer("B").quota(Resource.VCPUS, 10, 9).build()),
                        Optional.of(new SiteKey("B", "RegionOne")),
                        Set.of());
        assertThat(decision.chosen().orElseThrow().site().provider()).isEqualTo("B");
        assertThat(decision.candidates().get(1).reasons())
                .containsExactly("not the chosen site, which is B/RegionOne");
    }

    @Test
    void aSiteWhereAnAttemptFailedIsNotTakenAgain() {
        Decision decision =
                Placement.decide(
                        ONE_SMALL,
                        List.of(new Offer("A").build()),
                        Optional.empty(),
                        Set.of(new SiteKey("A", "RegionOne")));
        assertThat(decision.chosen()).isEmpty();
        assertThat(decision.explanation())
                .isEqualTo(
                        "No site can take this deployment. A/RegionOne: an attempt here has failed"
                                + " already");
    }

    @Test
    void aSiteThatCannotBeReachedSaysSoAndNothingElse() {
        SiteOffer silent =
                SiteOffer.unreachable(
                        new SiteKey("A", "RegionOne"),
                        "p",
                        Optional.empty(),
                        "no answer within 10 s",
                        Instant.EPOCH);
        Decision decision = decide(ONE_SMALL, silent);
        assertThat(decision.candidates().getFirst().reasons())
                .containsExactly("cannot be reached: no answer within 10 s");
    }

    @Test
    void withoutAnySiteTheExplanationSpeaksOfTheGroup() {
        assertThat(decide(ONE_SMALL).explanation())
                .isEqualTo("No site has a project for this group");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // distribution, version, architecture of the image; whether it will do
                "debian, 12, -, true",
                "Debian, 12, -, true",
                "debian, 12, x86_64, true",
                "debian, 12, aarch64, false",
                "debian, 11, -, false",
                "debian, -, -, false",
                "-, 12, -, false",
                "ubuntu, 12, -, false"
            })
    void anImageMustTellItsSystemAndMayLeaveOutItsArchitecture(
            @Nullable String distribution,
            @Nullable String version,
            @Nullable String architecture,
            boolean good) {
        Map<String, String> properties = new HashMap<>();
        if (distribution != null) {
            properties.put("os_distro", distribution);
        }
        if (version != null) {
            properties.put("os_version", version);
        }
        if (architecture != null) {
            properties.put("architecture", architecture);
        }
        ImageDemand wanted =
                new ImageDemand(
                        Optional.empty(),
                        Optional.of("linux"),
                        Optional.of("debian"),
                        Optional.of("12"),
                        Optional.of("x86_64"));
        Demand demand = demand(new ServerDemand("s", 1, 1, 0, 0, Optional.empty(), wanted));
        Offer offer = new Offer("A").images(image("it", properties));
        if (good) {
            assertThat(choice(demand, offer).imageId()).isEqualTo("id-it");
        } else {
            assertThat(reasons(demand, offer)).containsExactly("no image for debian 12 x86_64");
        }
    }

    @Test
    void aNamedImageIsTakenWhateverItsProperties() {
        ImageDemand named =
                new ImageDemand(
                        Optional.of("my-image"),
                        Optional.empty(),
                        Optional.of("debian"),
                        Optional.empty(),
                        Optional.empty());
        Demand demand = demand(new ServerDemand("s", 1, 1, 0, 0, Optional.empty(), named));
        assertThat(
                        choice(demand, new Offer("A").images(DEBIAN, image("my-image", Map.of())))
                                .imageName())
                .isEqualTo("my-image");
        assertThat(reasons(demand, new Offer("A"))).containsExactly("no image for my-image");
    }

    @Test
    void theLoginUserIsTheImagesOwnOrNamedAfterItsDistribution() {
        assertThat(choice(ONE_SMALL, new Offer("A")).loginUser()).isEqualTo("debian");
        Image own =
                image(
                        "own",
                        Map.of("os_distro", "debian", "os_version", "12", "os_admin_user", "ops"));
        assertThat(choice(ONE_SMALL, new Offer("A").images(own)).loginUser()).isEqualTo("ops");
        ImageDemand any =
                new ImageDemand(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Demand demand = demand(new ServerDemand("s", 1, 1, 0, 0, Optional.empty(), any));
        assertThat(choice(demand, new Offer("A").images(image("x", Map.of()))).loginUser())
                .isEqualTo("cloud-user");
    }

    @Test
    void servicesOfSimulatedServersAreMarkedAsSuch() {
        Image simulated =
                image(
                        "sim",
                        Map.of(
                                "os_distro", "debian",
                                "os_version", "12",
                                "arcipelago_driver", "simulated"));
        Decision decision = decide(ONE_SMALL, new Offer("A").images(simulated).build());
        assertThat(decision.candidates().getFirst().simulated()).isTrue();
        assertThat(decision.chosen().orElseThrow().choices().simulated()).isTrue();
        assertThat(decide(ONE_SMALL, new Offer("A").build()).candidates().getFirst().simulated())
                .isFalse();
    }
}
