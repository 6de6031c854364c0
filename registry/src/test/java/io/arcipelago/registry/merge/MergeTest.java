package io.arcipelago.registry.merge;

import static io.arcipelago.registry.state.SampleFederation.ELBA_ASTRO;
import static io.arcipelago.registry.state.SampleFederation.ELBA_BIO;
import static io.arcipelago.registry.state.SampleFederation.TAKEN_AT;
import static io.arcipelago.registry.state.SampleFederation.VENETO_ASTRO;
import static io.arcipelago.registry.state.SampleFederation.VENETO_BIO;
import static io.arcipelago.registry.state.SampleFederation.flavor;
import static io.arcipelago.registry.state.SampleFederation.privateFlavor;
import static io.arcipelago.registry.state.SampleFederation.quota;
import static io.arcipelago.registry.state.SampleFederation.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.RegistrySettings.Guard;
import io.arcipelago.registry.merge.Change.What;
import io.arcipelago.registry.state.FacetStanding;
import io.arcipelago.registry.state.ItemKind;
import io.arcipelago.registry.state.Items;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final Guard GUARD = new Guard(5, 0.3);

    private final ProviderState elba = first(SampleFederation.elba());
    private final ProviderState veneto = first(SampleFederation.veneto());

    static ProviderState first(ProviderSnapshot snapshot) {
        return Merge.of(Optional.empty(), Reading.of(snapshot), GUARD).state();
    }

    private static Merged next(
            ProviderState known, ProviderSnapshot last, Consumer<SnapshotEditor> changes) {
        SnapshotEditor editor = SnapshotEditor.after(last);
        changes.accept(editor);
        return Merge.of(Optional.of(known), Reading.of(editor.snapshot()), GUARD);
    }

    private Merged elbaNext(Consumer<SnapshotEditor> changes) {
        return next(elba, SampleFederation.elba(), changes);
    }

    private Merged venetoNext(Consumer<SnapshotEditor> changes) {
        return next(veneto, SampleFederation.veneto(), changes);
    }

    @Test
    void aFirstSnapshotIsTakenWhole() {
        Merged merged = Merge.of(Optional.empty(), Reading.of(SampleFederation.elba()), GUARD);
        assertThat(merged.state().generation()).isEqualTo(1);
        assertThat(merged.state().flavors()).hasSize(3);
        assertThat(merged.state().provider().status()).isEqualTo(ProviderStatus.ACTIVE);
        assertThat(merged.changes()).extracting(Change::what).containsOnly(What.ADDED);
    }

    @Test
    void theSameSnapshotAgainChangesNothingButTheFreshness() {
        Merged merged = elbaNext(editor -> {});
        assertThat(merged.changes()).isEmpty();
        assertThat(merged.state().generation()).isEqualTo(1);
        assertThat(merged.state().changedAt()).isEqualTo(TAKEN_AT);
        assertThat(merged.state().facets())
                .allSatisfy(
                        facet -> assertThat(facet.goodAt()).isEqualTo(TAKEN_AT.plusSeconds(60)));
    }

    @Test
    void aChangedItemIsOneChangeOfOneGeneration() {
        Merged merged =
                elbaNext(editor ->
                        editor.flavors().set(0, flavor("RegionOne", "f1", "small", 2, 4096, 0)));
        assertThat(merged.changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.key().kind()).isEqualTo(ItemKind.FLAVOR);
                    assertThat(change.what()).isEqualTo(What.CHANGED);
                });
        assertThat(merged.state().generation()).isEqualTo(2);
        assertThat(merged.state().changedAt()).isEqualTo(TAKEN_AT.plusSeconds(60));
    }

    @Test
    void aSiteThatIsDownKeepsEverythingAndIsLimited() {
        Merged merged =
                elbaNext(editor -> {
                    editor.outcome(report -> true, FacetOutcome.FAILED);
                    editor.flavors().clear();
                    editor.images().clear();
                    editor.networks().clear();
                    editor.quotas().clear();
                });
        // Limits per person are in the configuration, which lost them on purpose.
        assertThat(merged.changes())
                .allSatisfy(change -> assertThat(change.key().steps()).endsWith("per-user"));
        assertThat(merged.state().flavors()).isEqualTo(elba.flavors());
        assertThat(merged.state().networks()).isEqualTo(elba.networks());
        assertThat(merged.state().provider().status()).isEqualTo(ProviderStatus.LIMITED);
        assertThat(merged.state().facets())
                .allSatisfy(facet -> {
                    assertThat(facet.outcome()).isEqualTo(FacetOutcome.FAILED);
                    assertThat(facet.triedAt()).isEqualTo(TAKEN_AT.plusSeconds(60));
                    assertThat(facet.goodAt()).isEqualTo(TAKEN_AT);
                });
    }

    @Test
    void aProviderThatIsSeenWholeAgainIsActiveAgain() {
        ProviderState limited =
                elbaNext(editor -> editor.outcome(ELBA_BIO, FacetOutcome.FORBIDDEN)).state();
        assertThat(limited.provider().status()).isEqualTo(ProviderStatus.LIMITED);
        Merged again =
                next(
                        limited,
                        SampleFederation.elba(),
                        editor -> editor.later(Duration.ofMinutes(5)));
        assertThat(again.state().provider().status()).isEqualTo(ProviderStatus.ACTIVE);
        assertThat(again.changes()).isEmpty();
    }

    @Test
    void halfOfTheProjectsForbiddenKeepTheirPrivateItemsAndQuotas() {
        Merged merged =
                elbaNext(editor -> {
                    editor.outcome(ELBA_ASTRO, FacetOutcome.FORBIDDEN);
                    editor.flavors().removeIf(flavor -> !flavor.shared());
                    editor.images().removeIf(image -> !image.shared());
                    editor.networks().removeIf(network -> !network.shared());
                    editor.quotas()
                            .removeIf(quota ->
                                    quota.project().equals(ELBA_ASTRO)
                                            && quota.role() != QuotaRole.PER_USER);
                });
        assertThat(merged.changes()).isEmpty();
        assertThat(merged.state().holds()).isEmpty();
        assertThat(merged.state().flavors()).isEqualTo(elba.flavors());
        assertThat(merged.state().quotas()).isEqualTo(elba.quotas());
    }

    @Test
    void whatIsSeenByOneReadableProjectIsUpdatedForAll() {
        Merged merged =
                elbaNext(editor -> {
                    editor.outcome(ELBA_ASTRO, FacetOutcome.FAILED);
                    editor.flavors().removeIf(flavor -> !flavor.id().equals("f1"));
                    editor.flavors().add(flavor("RegionOne", "f9", "new", 4, 8192, 0));
                });
        assertThat(merged.state().flavors())
                .extracting(Flavor::id)
                .containsExactly("f1", "f3", "f9");
    }

    @Test
    void aSharedItemIsGoneOnlyWhenSomebodyLookedAndNobodySawIt() {
        Consumer<SnapshotEditor> without =
                editor -> editor.flavors().removeIf(flavor -> flavor.id().equals("f2"));
        assertThat(elbaNext(without).state().flavors())
                .extracting(Flavor::id)
                .containsExactly("f1", "f3");
        Merged nobodyLooked =
                elbaNext(editor -> {
                    without.accept(editor);
                    editor.outcome(report -> report.facet() == Facet.FLAVORS, FacetOutcome.FAILED);
                });
        assertThat(nobodyLooked.state().flavors()).isEqualTo(elba.flavors());
    }

    @Test
    void aPrivateItemIsGoneWhenAllWhoHadItLookedInVain() {
        Consumer<SnapshotEditor> without =
                editor -> editor.networks().removeIf(it -> it.name().equals("common-lan"));
        assertThat(venetoNext(without).state().networks())
                .extracting(Network::name)
                .doesNotContain("common-lan");
        Merged oneDidNotLook =
                venetoNext(editor -> {
                    without.accept(editor);
                    editor.outcome(VENETO_BIO, Facet.NETWORKS, FacetOutcome.FAILED);
                });
        assertThat(network(oneDidNotLook, "common-lan").uses())
                .containsExactly(use(VENETO_BIO, false, null));
    }

    @Test
    void theSettingsOfAProjectOnANetworkAreItsOwn() {
        Merged merged =
                venetoNext(editor ->
                        editor.networks()
                                .replaceAll(network ->
                                        network.name().equals("common-lan")
                                                ? Items.with(
                                                        network,
                                                        List.of(
                                                                use(VENETO_ASTRO, true, "new:22"),
                                                                use(VENETO_BIO, false, null)))
                                                : network));
        assertThat(network(merged, "common-lan").uses())
                .extracting(NetworkUse::project, NetworkUse::isDefault, NetworkUse::proxyHost)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(VENETO_ASTRO, true, "new:22"),
                        org.assertj.core.groups.Tuple.tuple(VENETO_BIO, false, null));
        assertThat(merged.changes()).hasSize(1);
    }

    @Test
    void anItemThatBecomesPrivateIsPrivateAtOnceAlsoWithAFailedProject() {
        Merged merged =
                elbaNext(editor -> {
                    editor.outcome(ELBA_BIO, FacetOutcome.FAILED);
                    editor.flavors()
                            .set(
                                    1,
                                    privateFlavor(
                                            "RegionOne", "f2", "large", 8, 16384, 0, ELBA_ASTRO));
                });
        Flavor large = flavorOf(merged, "f2");
        assertThat(large.shared()).isFalse();
        assertThat(large.projects()).containsExactly(ELBA_ASTRO);
    }

    @Test
    void anItemThatBecomesSharedNamesNoProjectsAnyMore() {
        Merged merged =
                elbaNext(editor ->
                        editor.flavors()
                                .set(2, flavor("RegionOne", "f3", "gpu.large", 16, 65536, 2)));
        assertThat(flavorOf(merged, "f3").shared()).isTrue();
        assertThat(flavorOf(merged, "f3").projects()).isEmpty();
        assertThat(merged.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.what()).isEqualTo(What.CHANGED));
    }

    @Test
    void accessThatIsTakenFromAReadableProjectIsGone() {
        ProviderState both =
                elbaNext(editor ->
                                editor.flavors()
                                        .set(
                                                2,
                                                privateFlavor(
                                                        "RegionOne",
                                                        "f3",
                                                        "gpu.large",
                                                        16,
                                                        65536,
                                                        2,
                                                        ELBA_ASTRO,
                                                        ELBA_BIO)))
                        .state();
        Merged merged =
                next(both, SampleFederation.elba(), editor -> editor.later(Duration.ofMinutes(5)));
        assertThat(flavorOf(merged, "f3").projects()).containsExactly(ELBA_ASTRO);
    }

    @Test
    void anUnknownNumberIsAbsentAndNoLimitIsMinusOne() {
        Merged merged =
                elbaNext(editor ->
                        editor.quotas()
                                .replaceAll(quota ->
                                        isCores(quota)
                                                ? quota(
                                                        "RegionOne",
                                                        ELBA_ASTRO,
                                                        ServiceType.COMPUTE,
                                                        QuotaRole.LIMIT,
                                                        Map.of("cores", -1L))
                                                : quota));
        assertThat(merged.state().quotas())
                .filteredOn(MergeTest::isCores)
                .singleElement()
                .satisfies(quota ->
                        assertThat(quota.values()).containsExactly(Map.entry("cores", -1L)));
    }

    private static boolean isCores(Quota quota) {
        return quota.project().equals(ELBA_ASTRO)
                && quota.service() == ServiceType.COMPUTE
                && quota.role() == QuotaRole.LIMIT;
    }

    @Test
    void usageThatIsNotTellableIsNotZero() {
        Merged merged =
                elbaNext(editor ->
                        editor.quotas()
                                .removeIf(quota ->
                                        quota.role() == QuotaRole.USAGE
                                                && quota.project().equals(ELBA_ASTRO)));
        assertThat(merged.state().quotas())
                .noneMatch(quota ->
                        quota.role() == QuotaRole.USAGE && quota.project().equals(ELBA_ASTRO));
        assertThat(merged.state().quotas())
                .anyMatch(quota ->
                        quota.role() == QuotaRole.USAGE && quota.project().equals(ELBA_BIO));
    }

    @Test
    void aProviderInMaintenanceKeepsEverythingWhateverIsRead() {
        for (ProviderStatus status : List.of(ProviderStatus.MAINTENANCE, ProviderStatus.REMOVED)) {
            Merged merged =
                    elbaNext(editor -> {
                        editor.status(status);
                        editor.projects().clear();
                        editor.regions().clear();
                        editor.issuers().clear();
                        editor.flavors().clear();
                        editor.images().clear();
                        editor.networks().clear();
                        editor.quotas().clear();
                    });
            assertThat(merged.changes())
                    .singleElement()
                    .satisfies(
                            change -> assertThat(change.key().kind()).isEqualTo(ItemKind.PROVIDER));
            assertThat(merged.state().provider().status()).isEqualTo(status);
            assertThat(merged.state().flavors()).isEqualTo(elba.flavors());
            assertThat(merged.state().holds()).isEmpty();
        }
    }

    @Test
    void whatAnAdministratorSaysStandsAboveTheFeed() {
        ProviderSettings settings =
                new ProviderSettings(
                        ProviderStatus.MAINTENANCE, "Being moved", List.of("a@example.org"), false);
        Merged set = Merge.withSettings(elba, settings, TAKEN_AT.plusSeconds(30));
        assertThat(set.state().generation()).isEqualTo(2);
        Merged fed = next(set.state(), SampleFederation.elba(), editor -> editor.flavors().clear());
        assertThat(fed.changes()).isEmpty();
        assertThat(fed.state().provider().status()).isEqualTo(ProviderStatus.MAINTENANCE);
        assertThat(fed.state().provider().description()).isEqualTo("Being moved");
        assertThat(fed.state().flavors()).isEqualTo(elba.flavors());
        Merged lifted =
                Merge.withSettings(fed.state(), ProviderSettings.NONE, TAKEN_AT.plusSeconds(90));
        assertThat(lifted.state().provider()).isEqualTo(elba.provider());
    }

    @Test
    void aKubernetesProviderThatIsNotScannedIsNotLimited() {
        Merged merged = elbaNext(editor -> editor.outcome(report -> true, FacetOutcome.SKIPPED));
        assertThat(merged.state().provider().status()).isEqualTo(ProviderStatus.ACTIVE);
        assertThat(merged.changes()).isEmpty();
    }

    @Test
    void itemsWithoutAFacetThatWasReadWellAreNotTaken() {
        Merged merged =
                elbaNext(editor -> {
                    editor.outcome(report -> report.facet() == Facet.FLAVORS, FacetOutcome.FAILED);
                    editor.flavors().add(flavor("RegionOne", "f9", "new", 4, 8192, 0));
                });
        assertThat(merged.state().flavors()).isEqualTo(elba.flavors());
        assertThat(merged.state().findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).startsWith("4 flavors were not taken"));
    }

    @Test
    void facetsThatASnapshotDoesNotMentionKeepTheirAge() {
        Merged merged =
                elbaNext(editor ->
                        editor.facets().removeIf(report -> report.facet() == Facet.IMAGES));
        assertThat(merged.state().facets())
                .filteredOn(facet -> facet.facet() == Facet.IMAGES)
                .hasSize(2)
                .extracting(FacetStanding::goodAt)
                .containsOnly(TAKEN_AT);
        assertThat(merged.state().images()).isEqualTo(elba.images());
    }

    private static Network network(Merged merged, String name) {
        return merged.state().networks().stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Flavor flavorOf(Merged merged, String id) {
        return merged.state().flavors().stream()
                .filter(flavor -> flavor.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
