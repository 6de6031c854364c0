package io.arcipelago.feeder.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.ConfigReader;
import io.arcipelago.feeder.config.ProviderConfig;
import io.arcipelago.feeder.config.Reading;
import io.arcipelago.feeder.testing.RobotIssuer;
import io.arcipelago.feeder.testing.Site;
import io.arcipelago.feeder.testing.TamperingProxy.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a provider's snapshot when its site is well, and when it is not. */
class ProviderScanTest {

    private static final String ASTRO = Site.project("astro");
    private static final String BIO = Site.project("bio");

    @TempDir static Path directory;

    private static RobotIssuer issuer;
    private static Site site;

    private final List<SiteConnections> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        issuer = new RobotIssuer();
        site = new Site(issuer.url(), directory);
    }

    @AfterAll
    static void stop() {
        site.close();
        issuer.close();
    }

    @BeforeEach
    void everybodyIsLetIn() {
        issuer.memberOf("astro", "bio");
    }

    @AfterEach
    void heal() {
        site.heal();
        opened.forEach(SiteConnections::destroy);
    }

    /** The robot's tokens as they come from the issuer. */
    private static final class Robot implements AccessTokens {
        private volatile String next = "";

        @Override
        public String token(String issuerUrl) {
            return next.isEmpty() ? issuer.token() : next;
        }

        @Override
        public void refused(String issuerUrl, String token) {
            next = "";
        }
    }

    private static ScanSettings settings(Duration timeout) {
        return new ScanSettings(
                8,
                4,
                Duration.ofSeconds(2),
                timeout,
                2,
                Duration.ofMillis(1),
                4,
                Duration.ofMinutes(5));
    }

    private ProviderSnapshot scan() throws InterruptedException {
        return scan(UnaryOperator.identity(), new Robot(), Duration.ofSeconds(20));
    }

    private ProviderSnapshot scan(UnaryOperator<String> file) throws InterruptedException {
        return scan(file, new Robot(), Duration.ofSeconds(20));
    }

    private ProviderSnapshot scan(UnaryOperator<String> file, AccessTokens tokens, Duration timeout)
            throws InterruptedException {
        Reading reading = ConfigReader.read("t.config.yaml", file.apply(site.file(issuer.url())));
        assertThat(reading.problems()).isEmpty();
        ProviderConfig config = reading.providers().getFirst();
        SiteConnections connections =
                new SiteConnections(settings(timeout), InstantSource.system());
        opened.add(connections);
        return new ProviderScan(connections, tokens, settings(timeout), InstantSource.system())
                .scan(config);
    }

    private static Set<FacetOutcome> outcomes(ProviderSnapshot snapshot, String project) {
        return snapshot.facets().stream()
                .filter(it -> it.project().equals(project))
                .map(FacetReport::outcome)
                .collect(Collectors.toSet());
    }

    private static Map<Facet, Set<FacetOutcome>> byFacet(ProviderSnapshot snapshot) {
        return snapshot.facets().stream()
                .collect(
                        Collectors.groupingBy(
                                FacetReport::facet,
                                Collectors.mapping(FacetReport::outcome, Collectors.toSet())));
    }

    /** All but one facet are well, and that one is this. */
    private static void assertOnly(ProviderSnapshot snapshot, Facet facet, FacetOutcome outcome) {
        byFacet(snapshot)
                .forEach((it, outcomes) ->
                        assertThat(outcomes)
                                .as("%s: %s", it.wire(), snapshot.facets())
                                .containsExactly(it == facet ? outcome : FacetOutcome.OK));
        assertThat(snapshot.facets().stream().filter(it -> it.facet() == facet))
                .allSatisfy(it -> assertThat(it.reason()).isNotBlank());
    }

    private static long limit(ProviderSnapshot snapshot, ServiceType service, String resource) {
        return snapshot.quotas().stream()
                .filter(it -> it.project().equals(ASTRO) && it.region().equals("north"))
                .filter(it -> it.service() == service && it.role() == QuotaRole.LIMIT)
                .map(Quota::values)
                .map(it -> it.getOrDefault(resource, Long.MIN_VALUE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSiteThatIsWellIsReadWhole() throws InterruptedException {
        ProviderSnapshot snapshot = scan();

        assertThat(snapshot.facets()).hasSize(2 * 2 * Facet.values().length);
        assertThat(outcomes(snapshot, ASTRO)).containsExactly(FacetOutcome.OK);
        assertThat(outcomes(snapshot, BIO)).containsExactly(FacetOutcome.OK);
        assertThat(snapshot.projects())
                .extracting(ProviderSnapshot.Project::name)
                .containsExactly("astro", "bio");
        assertThat(snapshot.flavors()).hasSize(6).allMatch(ProviderSnapshot.Flavor::shared);
        assertThat(snapshot.images()).hasSize(6).allMatch(ProviderSnapshot.Image::shared);
        assertThat(snapshot.regions().getFirst().services())
                .extracting(ProviderSnapshot.Service::name)
                .containsExactly(
                        "org.openstack.cinder",
                        "org.openstack.nova",
                        "org.openstack.keystone",
                        "org.openstack.neutron");
        assertThat(snapshot.regions().getFirst().services())
                .extracting(ProviderSnapshot.Service::endpoint)
                .noneMatch(it -> it.contains(ASTRO));
    }

    @Test
    void quotasComeWithLimitsUseAndWhatIsGrantedToEachPerson() throws InterruptedException {
        ProviderSnapshot snapshot = scan();

        assertThat(limit(snapshot, ServiceType.COMPUTE, "cores")).isEqualTo(20);
        assertThat(limit(snapshot, ServiceType.COMPUTE, "ram")).isEqualTo(-1);
        assertThat(limit(snapshot, ServiceType.NETWORK, "public_ips")).isEqualTo(3);
        assertThat(limit(snapshot, ServiceType.BLOCK_STORAGE, "gigabytes")).isEqualTo(100);
        assertThat(snapshot.quotas())
                .filteredOn(it -> it.role() == QuotaRole.PER_USER)
                .extracting(Quota::project, Quota::region, it -> it.values().get("cores"))
                .containsExactly(tuple(ASTRO, "north", 4L), tuple(ASTRO, "south", 4L));
        assertThat(snapshot.quotas())
                .filteredOn(it -> it.role() == QuotaRole.USAGE)
                .hasSize(2 * 2 * 3)
                .filteredOn(it -> it.service() == ServiceType.NETWORK)
                .allSatisfy(it ->
                        assertThat(it.values())
                                .containsEntry("public_ips", 0L)
                                .containsEntry("security_groups", 1L));
    }

    @Test
    void anUnknownOsTypeIsTakenWithoutAndTold() throws InterruptedException {
        ProviderSnapshot snapshot = scan();

        assertThat(snapshot.images())
                .filteredOn(it -> it.name().equals("odd"))
                .extracting(ProviderSnapshot.Image::osType)
                .containsOnlyNulls();
        assertThat(snapshot.images())
                .filteredOn(it -> it.name().equals("debian-12"))
                .extracting(ProviderSnapshot.Image::osType)
                .containsOnly("Linux");
        assertThat(snapshot.findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING, Severity.WARNING);
    }

    @Test
    void projectsThatAreForbiddenCostTheOthersNothing() throws InterruptedException {
        issuer.memberOf("astro");

        ProviderSnapshot snapshot = scan();

        assertThat(outcomes(snapshot, ASTRO)).containsExactly(FacetOutcome.OK);
        assertThat(outcomes(snapshot, BIO)).containsExactly(FacetOutcome.FORBIDDEN);
        assertThat(snapshot.projects())
                .extracting(ProviderSnapshot.Project::name)
                .containsExactly("astro", "bio-by-file");
        assertThat(snapshot.flavors()).hasSize(6);
    }

    @Test
    void aSiteThatIsDownFailsEveryFacetAndIsThenLeftAlone() throws InterruptedException {
        ProviderSnapshot snapshot =
                scan(file -> file.replaceAll("auth_url: \\S+", "auth_url: http://127.0.0.1:1/v3"));

        assertThat(snapshot.facets()).allMatch(it -> it.outcome() == FacetOutcome.FAILED);
        assertThat(snapshot.facets())
                .extracting(FacetReport::reason)
                .anySatisfy(it -> assertThat(it).contains("requests in a row unanswered"));
        assertThat(snapshot.flavors()).isEmpty();
        assertThat(snapshot.projects()).hasSize(2);
        assertThat(snapshot.identityProviders()).hasSize(1);
    }

    @Test
    void aServiceThatFailsCostsItsFacetsOnly() throws InterruptedException {
        site.fault(
                """
                {"service": "compute", "path": "/flavors/detail", "kind": "error", "status": 500,
                 "count": 1000}
                """);

        ProviderSnapshot snapshot = scan();

        assertOnly(snapshot, Facet.FLAVORS, FacetOutcome.FAILED);
        assertThat(snapshot.flavors()).isEmpty();
        assertThat(snapshot.images()).hasSize(6);
    }

    @Test
    void aServiceThatHangsEndsWithItsTimeOut() throws InterruptedException {
        // Logged in once before, so that the site has fetched the issuer's keys.
        scan();
        site.door()
                .tamper((path, _, answer) -> {
                    if (path.contains("/image/")) {
                        pauseUntilInterrupted();
                    }
                    return answer;
                });

        ProviderSnapshot snapshot =
                scan(UnaryOperator.identity(), new Robot(), Duration.ofSeconds(3));

        assertOnly(snapshot, Facet.IMAGES, FacetOutcome.FAILED);
    }

    private static void pauseUntilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aForbiddenFacetIsToldFromAFailedOne() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/network/v2.0/quotas/")
                                ? new Answer(403, "{\"NeutronError\": {\"message\": \"no\"}}")
                                : answer);

        assertOnly(scan(), Facet.NETWORK_QUOTA, FacetOutcome.FORBIDDEN);
    }

    @Test
    void aSecondPageThatFailsMakesNoShorterList() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/flavors/detail") && path.contains("marker=")
                                ? new Answer(500, "{}")
                                : answer);

        ProviderSnapshot snapshot = scan();

        assertOnly(snapshot, Facet.FLAVORS, FacetOutcome.FAILED);
        assertThat(snapshot.flavors()).isEmpty();
    }

    @Test
    void aPageThatIsCutOffMakesNoShorterList() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/image/v2/images")
                                ? new Answer(200, answer.body(), answer.body().length() / 2)
                                : answer);

        assertOnly(scan(), Facet.IMAGES, FacetOutcome.FAILED);
    }

    @Test
    void anAnswerWithoutItsListIsNotAnEmptyList() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/network/v2.0/networks") ? answer.with("{}") : answer);

        assertOnly(scan(), Facet.NETWORKS, FacetOutcome.FAILED);
    }

    @Test
    void oneBadItemCostsOneItem() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/flavors/detail")
                                ? answer.with(
                                        answer.body().replace("\"vcpus\":8", "\"vcpus\":\"eight\""))
                                : answer);

        ProviderSnapshot snapshot = scan();

        assertThat(snapshot.flavors())
                .extracting(ProviderSnapshot.Flavor::name)
                .containsOnly("small", "huge");
        assertThat(snapshot.findings())
                .filteredOn(it -> it.severity() == Severity.REJECTED)
                .extracting(Finding::place)
                .containsExactly("region north, flavor", "region south, flavor");
        assertThat(byFacet(snapshot).get(Facet.FLAVORS)).containsExactly(FacetOutcome.OK);
    }

    @Test
    void aQuotaThatIsNullIsUnknownAndNotZero() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/os-quota-sets/") && path.endsWith("/detail")
                                ? answer.with(
                                        answer.body()
                                                .replaceFirst(
                                                        "\"cores\":\\{[^}]*}",
                                                        "\"cores\":{\"limit\":null,\"in_use\":null}"))
                                : answer);

        ProviderSnapshot snapshot = scan();

        assertThat(limit(snapshot, ServiceType.COMPUTE, "cores")).isEqualTo(Long.MIN_VALUE);
        assertThat(limit(snapshot, ServiceType.COMPUTE, "instances")).isEqualTo(10);
    }

    @Test
    void aTokenThatEndsInTheMiddleIsRenewed() throws InterruptedException {
        AtomicInteger left = new AtomicInteger(1);
        site.door()
                .tamper((path, project, answer) ->
                        path.contains("/os-quota-sets/")
                                        && project.equals(ASTRO)
                                        && left.getAndDecrement() > 0
                                ? new Answer(401, "<html>Unauthorized</html>")
                                : answer);

        ProviderSnapshot snapshot = scan();

        assertThat(left).hasValueLessThan(1);
        assertThat(snapshot.facets()).allMatch(it -> it.outcome() == FacetOutcome.OK);
    }

    @Test
    void anAccessTokenThatTheSiteRefusesIsReplacedOnce() throws InterruptedException {
        Robot robot = new Robot();
        robot.next = "not-a-token";

        ProviderSnapshot snapshot = scan(UnaryOperator.identity(), robot, Duration.ofSeconds(20));

        assertThat(snapshot.facets()).allMatch(it -> it.outcome() == FacetOutcome.OK);
    }

    @Test
    void anIssuerWithoutTokensFailsItsProjectsWithTheReason() throws InterruptedException {
        ProviderSnapshot snapshot =
                scan(
                        UnaryOperator.identity(),
                        new AccessTokens() {
                            @Override
                            public String token(String issuerUrl) {
                                throw new NoTokenException("no client is configured");
                            }

                            @Override
                            public void refused(String issuerUrl, String token) {}
                        },
                        Duration.ofSeconds(20));

        assertThat(snapshot.facets())
                .allSatisfy(it -> {
                    assertThat(it.outcome()).isEqualTo(FacetOutcome.FAILED);
                    assertThat(it.reason()).contains("no client is configured");
                });
    }

    @Test
    void aRegionThatTheSiteDoesNotHaveIsTold() throws InterruptedException {
        ProviderSnapshot snapshot = scan(file -> file.replace("{name: south}", "{name: South}"));

        assertThat(snapshot.facets())
                .filteredOn(it -> it.region().equals("South") && it.facet() == Facet.FLAVORS)
                .hasSize(2)
                .allSatisfy(it -> {
                    assertThat(it.outcome()).isEqualTo(FacetOutcome.FAILED);
                    assertThat(it.reason()).contains("north, south");
                });
    }

    @Test
    void aServiceThatARegionDoesNotHaveIsSkipped() throws InterruptedException {
        site.door()
                .tamper((path, _, answer) ->
                        path.endsWith("/auth/tokens")
                                ? answer.with(answer.body().replace("volumev3", "key-manager"))
                                : answer);

        assertOnly(scan(), Facet.BLOCK_STORAGE_QUOTA, FacetOutcome.SKIPPED);
    }

    @Test
    void aProviderThatIsNotActiveIsNotAskedAnything() throws InterruptedException {
        int before = site.door().seen().size();

        ProviderSnapshot snapshot =
                scan(file -> file.replace("- name: ELBA", "- name: ELBA\n    status: maintenance"));

        assertThat(snapshot.facets()).hasSize(2 * 2 * Facet.values().length);
        assertThat(snapshot.facets())
                .allSatisfy(it -> {
                    assertThat(it.outcome()).isEqualTo(FacetOutcome.SKIPPED);
                    assertThat(it.reason()).contains("maintenance");
                });
        assertThat(snapshot.projects()).hasSize(2);
        assertThat(site.door().seen()).hasSize(before);
    }

    @Test
    void aKubernetesProviderIsKeptAndSaysThatItIsNotRead() throws InterruptedException {
        ProviderSnapshot snapshot = scan(file -> file.replace("openstack:", "kubernetes:"));

        assertThat(snapshot.facets())
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(it.outcome()).isEqualTo(FacetOutcome.SKIPPED);
                    assertThat(it.reason())
                            .isEqualTo("scanning Kubernetes providers is not there yet");
                });
        assertThat(snapshot.projects()).hasSize(2);
        assertThat(List.copyOf(snapshot.quotas()))
                .extracting(Quota::role)
                .containsOnly(QuotaRole.PER_USER);
    }
}
