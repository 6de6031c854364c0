package io.arcipelago.registry.merge;

import static io.arcipelago.registry.state.SampleFederation.ELBA_ASTRO;
import static io.arcipelago.registry.state.SampleFederation.ELBA_BIO;
import static io.arcipelago.registry.state.SampleFederation.TAKEN_AT;
import static io.arcipelago.registry.state.SampleFederation.flavor;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.registry.RegistrySettings.Guard;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.Hold.Release;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    private static final Guard GUARD = new Guard(5, 0.3);

    /** ELBA with twenty shared flavors in all. */
    private static ProviderSnapshot manyFlavors() {
        SnapshotEditor editor = SnapshotEditor.after(SampleFederation.elba());
        editor.flavors().clear();
        IntStream.range(0, 20)
                .forEach(i ->
                        editor.flavors().add(flavor("RegionOne", "f" + (10 + i), "x", 1, 1, 0)));
        return editor.snapshot();
    }

    private final ProviderState known =
            Merge.of(Optional.empty(), Reading.of(manyFlavors()), GUARD).state();

    private static Merged without(ProviderState before, int lost, int minutes) {
        SnapshotEditor editor =
                SnapshotEditor.after(manyFlavors()).later(Duration.ofMinutes(minutes));
        editor.flavors().subList(0, lost).clear();
        return Merge.of(Optional.of(before), Reading.of(editor.snapshot()), GUARD);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 0, false",
        "20, 6, false",
        "20, 7, true",
        "100, 30, false",
        "100, 31, true",
        "10, 5, false",
        "10, 6, true",
        "3, 2, false",
        "3, 3, true",
        "1, 1, true"
    })
    void moreThanFiveAndMoreThanThirtyPercentOrAllIsHeld(int known, int lost, boolean held) {
        assertThat(GUARD.holds(known, lost)).isEqualTo(held);
    }

    @Test
    void aFewThatGoAreGone() {
        assertThat(without(known, 6, 1).state().flavors()).hasSize(14);
    }

    @Test
    void anEmptyListOfASickNovaIsHeld() {
        Merged merged = without(known, 20, 1);
        assertThat(merged.state().flavors()).isEqualTo(known.flavors());
        assertThat(merged.changes()).isEmpty();
        assertThat(merged.state().provider().status()).isEqualTo(ProviderStatus.LIMITED);
        assertThat(merged.state().holds())
                .containsExactly(
                        new Hold(
                                "RegionOne",
                                Facet.FLAVORS,
                                20,
                                20,
                                TAKEN_AT.plusSeconds(180),
                                null));
    }

    @Test
    void anEmptyListOfASmallSiteIsHeldToo() {
        ProviderState small =
                Merge.of(Optional.empty(), Reading.of(SampleFederation.elba()), GUARD).state();
        SnapshotEditor editor = SnapshotEditor.after(SampleFederation.elba());
        editor.flavors().clear();
        Merged merged = Merge.of(Optional.of(small), Reading.of(editor.snapshot()), GUARD);
        assertThat(merged.state().flavors()).hasSize(3);
        assertThat(merged.state().holds()).hasSize(1);
    }

    @Test
    void whatIsHeldDoesNotKeepTheRestFromChanging() {
        SnapshotEditor editor = SnapshotEditor.after(manyFlavors());
        editor.flavors().subList(0, 19).clear();
        editor.flavors().set(0, flavor("RegionOne", "f29", "x", 2, 2, 0));
        editor.flavors().add(flavor("RegionOne", "f99", "new", 1, 1, 0));
        Merged merged = Merge.of(Optional.of(known), Reading.of(editor.snapshot()), GUARD);
        assertThat(merged.state().flavors()).hasSize(21);
        assertThat(merged.changes()).hasSize(2);
    }

    @Test
    void aHoldKeepsItsDateAndEndsWhenTheItemsComeBack() {
        ProviderState held = without(known, 15, 1).state();
        ProviderState longer = without(held, 16, 2).state();
        assertThat(longer.holds())
                .singleElement()
                .satisfies(hold -> {
                    assertThat(hold.lost()).isEqualTo(16);
                    assertThat(hold.since()).isEqualTo(held.holds().getFirst().since());
                });
        assertThat(without(longer, 0, 3).state().holds()).isEmpty();
    }

    @Test
    void aHoldOutlivesAReadingThatFailed() {
        ProviderState held = without(known, 15, 1).state();
        SnapshotEditor editor = SnapshotEditor.after(manyFlavors()).later(Duration.ofMinutes(2));
        editor.flavors().clear();
        editor.outcome(report -> true, FacetOutcome.FAILED);
        Merged merged = Merge.of(Optional.of(held), Reading.of(editor.snapshot()), GUARD);
        assertThat(merged.state().holds()).isEqualTo(held.holds());
    }

    @Test
    void aReleasedLossHappensAtTheNextFeed() {
        ProviderState released = release(without(known, 15, 1).state());
        Merged merged = without(released, 15, 2);
        assertThat(merged.state().flavors()).hasSize(5);
        assertThat(merged.changes()).hasSize(15);
        assertThat(merged.state().holds()).isEmpty();
    }

    @Test
    void aReleaseIsNotForALossThatHasGrown() {
        ProviderState released = release(without(known, 15, 1).state());
        Merged merged = without(released, 18, 2);
        assertThat(merged.state().flavors()).hasSize(20);
        assertThat(merged.state().holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.release()).isNull());
    }

    @Test
    void aRegionThatIsNoLongerConfiguredGoesOnlyWhenReleased() {
        SnapshotEditor editor = SnapshotEditor.after(manyFlavors());
        editor.regions().clear();
        editor.facets().clear();
        editor.flavors().clear();
        editor.images().clear();
        editor.networks().clear();
        editor.quotas().clear();
        ProviderSnapshot gone = editor.snapshot();
        Merged held = Merge.of(Optional.of(known), Reading.of(gone), GUARD);
        assertThat(held.state().regions()).hasSize(1);
        assertThat(held.state().flavors()).hasSize(20);
        assertThat(held.state().holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.facet()).isEqualTo(Facet.IDENTITY));
        Merged released = Merge.of(Optional.of(release(held.state())), Reading.of(gone), GUARD);
        assertThat(released.state().regions()).isEmpty();
        assertThat(released.state().flavors()).isEmpty();
        assertThat(released.state().quotas()).isEmpty();
        assertThat(released.state().facets()).isEmpty();
        assertThat(released.state().holds()).isEmpty();
    }

    @Test
    void allProjectsAtOnceAreHeldAndTheirAgreementsStay() {
        SnapshotEditor editor = SnapshotEditor.after(manyFlavors());
        editor.projects().clear();
        editor.issuers().clear();
        editor.facets().clear();
        Merged merged = Merge.of(Optional.of(known), Reading.of(editor.snapshot()), GUARD);
        assertThat(merged.state().projects()).hasSize(2);
        assertThat(merged.state().identityProviders()).isEqualTo(known.identityProviders());
        assertThat(merged.state().holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.region()).isEmpty());
    }

    @Test
    void quotasThatDisappearTogetherAreHeld() {
        SnapshotEditor editor = SnapshotEditor.after(manyFlavors());
        editor.quotas().clear();
        Merged merged = Merge.of(Optional.of(known), Reading.of(editor.snapshot()), GUARD);
        assertThat(merged.state().holds())
                .extracting(Hold::facet)
                .containsExactlyInAnyOrder(
                        Facet.COMPUTE_QUOTA, Facet.BLOCK_STORAGE_QUOTA, Facet.NETWORK_QUOTA);
        assertThat(merged.state().quotas())
                .extracting(quota -> quota.project())
                .contains(ELBA_ASTRO, ELBA_BIO);
    }

    private static ProviderState release(ProviderState state) {
        List<Hold> released =
                state.holds().stream()
                        .map(hold ->
                                new Hold(
                                        hold.region(),
                                        hold.facet(),
                                        hold.known(),
                                        hold.lost(),
                                        hold.since(),
                                        new Release("carla", "It is true", TAKEN_AT)))
                        .toList();
        return state.withHolds(released);
    }
}
