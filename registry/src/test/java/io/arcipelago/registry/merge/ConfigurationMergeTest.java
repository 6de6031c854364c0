package io.arcipelago.registry.merge;

import static io.arcipelago.registry.state.SampleFederation.ELBA_ASTRO;
import static io.arcipelago.registry.state.SampleFederation.ELBA_BIO;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.RegistrySettings.Guard;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ItemKind;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import io.arcipelago.registry.state.Uids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What comes from the configuration and not from the provider. */
class ConfigurationMergeTest {

    private static final Guard GUARD = new Guard(5, 0.3);
    private static final Finding REJECTED =
            new Finding(Severity.REJECTED, "project x", "It has no SLA", "Add it");

    private final ProviderState elba =
            Merge.of(Optional.empty(), Reading.of(SampleFederation.elba()), GUARD).state();

    private Merged next(Consumer<SnapshotEditor> changes) {
        return next(Set.of(), changes);
    }

    private Merged next(Set<ItemKey> refused, Consumer<SnapshotEditor> changes) {
        SnapshotEditor editor = SnapshotEditor.after(SampleFederation.elba());
        changes.accept(editor);
        return Merge.of(
                Optional.of(elba), new Reading(editor.snapshot(), refused, List.of()), GUARD);
    }

    private static void removeBio(SnapshotEditor editor) {
        editor.projects().removeIf(project -> project.id().equals(ELBA_BIO));
        editor.facets().removeIf(report -> report.project().equals(ELBA_BIO));
        editor.quotas().removeIf(quota -> quota.project().equals(ELBA_BIO));
        editor.issuers().replaceAll(issuer -> groups(issuer, "astro"));
    }

    private static IdentityProvider groups(IdentityProvider issuer, String... names) {
        return new IdentityProvider(
                issuer.endpoint(),
                issuer.groupClaim(),
                issuer.description(),
                issuer.name(),
                issuer.protocol(),
                issuer.audience(),
                issuer.userGroups().stream()
                        .filter(group -> List.of(names).contains(group.name()))
                        .toList());
    }

    @Test
    void aProjectThatIsTakenOutGoesWithItsQuotasAgreementAndSettings() {
        Merged merged = next(ConfigurationMergeTest::removeBio);
        assertThat(merged.state().projects()).extracting(Project::id).containsExactly(ELBA_ASTRO);
        assertThat(merged.state().quotas()).noneMatch(quota -> quota.project().equals(ELBA_BIO));
        assertThat(merged.state().facets()).noneMatch(facet -> facet.project().equals(ELBA_BIO));
        assertThat(merged.state().networks().getFirst().uses()).hasSize(1);
        assertThat(merged.state().identityProviders().getFirst().userGroups()).hasSize(1);
    }

    @Test
    void nothingOfTheConfigurationGoesWhileSomethingOfItIsRejected() {
        Merged merged =
                next(editor -> {
                    removeBio(editor);
                    editor.findings().add(REJECTED);
                });
        assertThat(merged.state().projects()).isEqualTo(elba.projects());
        assertThat(merged.state().identityProviders()).isEqualTo(elba.identityProviders());
        assertThat(merged.state().quotas()).isEqualTo(elba.quotas());
        assertThat(merged.changes()).isEmpty();
        assertThat(merged.state().findings())
                .contains(REJECTED)
                .anySatisfy(finding -> assertThat(finding.message()).contains("known projects"));
    }

    @Test
    void aRefusedItemIsNotAbsent() {
        ItemKey flavor = ItemKey.flavor(SampleFederation.elba().provider(), "RegionOne", "f2");
        Merged merged =
                next(
                        Set.of(flavor),
                        editor -> editor.flavors().removeIf(it -> it.id().equals("f2")));
        assertThat(merged.changes()).isEmpty();
        assertThat(merged.state().flavors()).isEqualTo(elba.flavors());
    }

    @Test
    void aRenamedGroupTakesItsAgreementAndProjectWithIt() {
        Merged merged =
                next(editor ->
                        editor.issuers()
                                .replaceAll(issuer ->
                                        new IdentityProvider(
                                                issuer.endpoint(),
                                                issuer.groupClaim(),
                                                issuer.description(),
                                                issuer.name(),
                                                issuer.protocol(),
                                                issuer.audience(),
                                                renamed(issuer.userGroups()))));
        assertThat(merged.changes())
                .extracting(change -> change.key().kind())
                .containsExactlyInAnyOrder(
                        ItemKind.USER_GROUP, ItemKind.USER_GROUP, ItemKind.AGREEMENT);
        assertThat(merged.state().projects()).isEqualTo(elba.projects());
        assertThat(merged.state().quotas()).isEqualTo(elba.quotas());
        Federation federation = new Federation(2, "2", Uids.derived(), List.of(merged.state()));
        assertThat(federation.agreement("sla-elba-astro"))
                .hasValueSatisfying(agreement -> {
                    assertThat(agreement.group().name()).isEqualTo("astronomy");
                    assertThat(agreement.uid())
                            .isEqualTo(Uids.derived().agreement("sla-elba-astro"));
                    assertThat(agreement.projects()).hasSize(1);
                });
    }

    private static List<UserGroup> renamed(List<UserGroup> groups) {
        return groups.stream()
                .map(group ->
                        group.name().equals("astro")
                                ? new UserGroup("astronomy", "", group.agreements())
                                : group)
                .toList();
    }

    @Test
    void anAgreementStaysAsLongAsAProjectNeedsIt() {
        Merged merged =
                next(editor -> editor.issuers().replaceAll(issuer -> groups(issuer, "astro")));
        assertThat(merged.state().identityProviders()).isEqualTo(elba.identityProviders());
    }

    @Test
    void aProjectThatNobodyCanLogInToKeepsItsName() {
        Merged merged =
                next(editor -> {
                    editor.outcome(ELBA_ASTRO, FacetOutcome.FORBIDDEN);
                    editor.projects()
                            .replaceAll(project ->
                                    project.id().equals(ELBA_ASTRO)
                                            ? new Project(
                                                    ELBA_ASTRO, ELBA_ASTRO, "", "sla-elba-astro")
                                            : project);
                });
        assertThat(merged.state().project(ELBA_ASTRO))
                .hasValueSatisfying(project -> assertThat(project.name()).isEqualTo("astro"));
        assertThat(merged.changes()).isEmpty();
    }

    @Test
    void aProjectThatTheProviderRenamedIsRenamed() {
        Merged merged =
                next(editor ->
                        editor.projects()
                                .replaceAll(project ->
                                        new Project(
                                                project.id(),
                                                project.name() + "-2",
                                                "",
                                                project.agreement())));
        assertThat(merged.state().projects())
                .extracting(Project::name)
                .allMatch(name -> name.endsWith("-2"));
        assertThat(merged.changes()).hasSize(2);
    }

    @Test
    void servicesStayWhenNobodyCouldReadTheCatalog() {
        Merged merged =
                next(editor -> {
                    editor.outcome(report -> true, FacetOutcome.FAILED);
                    editor.regions().replaceAll(region -> services(region, List.of()));
                });
        assertThat(merged.state().regions()).isEqualTo(elba.regions());
    }

    @Test
    void aServiceThatMovedIsReplacedAndOneThatIsInUseStays() {
        Merged merged =
                next(editor ->
                        editor.regions()
                                .replaceAll(region ->
                                        services(
                                                region,
                                                List.of(
                                                        new Service(
                                                                ServiceType.COMPUTE,
                                                                "org.openstack.nova",
                                                                "https://nova2.elba.example/v2.1",
                                                                "")))));
        assertThat(merged.state().regions().getFirst().services())
                .extracting(Service::type)
                .containsExactlyInAnyOrder(
                        ServiceType.BLOCK_STORAGE, ServiceType.COMPUTE, ServiceType.NETWORK);
        assertThat(merged.state().regions().getFirst().services())
                .extracting(Service::endpoint)
                .contains("https://nova2.elba.example/v2.1")
                .doesNotContain("https://nova.elba.example:8774/v2.1");
    }

    private static Region services(Region region, List<Service> services) {
        return new Region(
                region.name(),
                region.description(),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                region.location(),
                services);
    }

    @Test
    void twoRegionsWithTheSameProjectHaveTheirOwnItemsAndFates() {
        SnapshotEditor editor = SnapshotEditor.after(SampleFederation.elba());
        editor.regions().add(new Region("RegionTwo", "", 1, 1, 10, 10, null, List.of()));
        editor.facets().addAll(SampleFederation.facets("RegionTwo", ELBA_ASTRO, ELBA_BIO));
        editor.flavors().add(SampleFederation.flavor("RegionTwo", "f1", "small", 1, 2048, 0));
        ProviderState two =
                Merge.of(Optional.of(elba), Reading.of(editor.snapshot()), GUARD).state();
        assertThat(two.flavors()).hasSize(4);
        SnapshotEditor sick = SnapshotEditor.after(editor.snapshot());
        sick.outcome(report -> report.region().equals("RegionTwo"), FacetOutcome.FAILED);
        sick.flavors().removeIf(flavor -> flavor.region().equals("RegionTwo"));
        sick.flavors().removeIf(flavor -> flavor.id().equals("f2"));
        ProviderState later =
                Merge.of(Optional.of(two), Reading.of(sick.snapshot()), GUARD).state();
        assertThat(later.flavors())
                .extracting(flavor -> flavor.region() + "/" + flavor.id())
                .containsExactly("RegionOne/f1", "RegionOne/f3", "RegionTwo/f1");
    }

    @Test
    void providersOfOneNameAndDifferentTypeStandSideBySide() {
        SnapshotEditor editor = SnapshotEditor.after(SampleFederation.elba());
        editor.provider(it ->
                new Provider(
                        it.name(),
                        ProviderType.KUBERNETES,
                        "",
                        it.status(),
                        true,
                        List.of(),
                        "https://k8s.elba.example:6443"));
        ProviderState other =
                Merge.of(Optional.empty(), Reading.of(editor.snapshot()), GUARD).state();
        Federation federation = new Federation(1, "1", Uids.derived(), List.of(other, elba));
        assertThat(federation.providers())
                .extracting(state -> state.provider().type())
                .containsExactly(ProviderType.OPENSTACK, ProviderType.KUBERNETES);
        assertThat(new ArrayList<>(List.of(other.uid(), elba.uid()))).doesNotHaveDuplicates();
    }
}
