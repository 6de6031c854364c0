package io.arcipelago.registry.state;

import static io.arcipelago.registry.state.SampleFederation.ASTRO;
import static io.arcipelago.registry.state.SampleFederation.BIO;
import static io.arcipelago.registry.state.SampleFederation.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FederationTest {

    private final Federation federation = SampleFederation.federation();

    @Test
    void uidsAreThirtyTwoHexadecimalDigitsAndTheSameEveryTime() {
        String uid = Uids.derived().provider(SampleFederation.elba().provider());
        assertThat(uid).matches("[0-9a-f]{32}").isEqualTo("adb6d88992e8ab0ae0724c381be93f04");
        assertThat(federation.provider(uid)).isPresent();
    }

    @Test
    void providersOfOneNameAndDifferentTypeAreTwo() {
        assertThat(ItemKey.provider(ProviderType.OPENSTACK, "ELBA").derivedUid())
                .isNotEqualTo(ItemKey.provider(ProviderType.KUBERNETES, "ELBA").derivedUid());
    }

    @Test
    void stepsThatReadTheSameWhenJoinedHaveDifferentUids() {
        assertThat(new ItemKey(ItemKind.REGION, List.of("a", "bc")).derivedUid())
                .isNotEqualTo(new ItemKey(ItemKind.REGION, List.of("ab", "c")).derivedUid());
    }

    @Test
    void anImportedUidStandsForTheDerivedOne() {
        ItemKey key = ItemKey.location("ELBA");
        Uids uids = Uids.importing(Map.of(key.derivedUid(), "0123456789abcdef0123456789abcdef"));
        assertThat(uids.location("ELBA")).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(uids.location("LNL")).isEqualTo(Uids.derived().location("LNL"));
    }

    @Test
    void issuersAndGroupsOfSeveralProvidersAreOneThing() {
        assertThat(federation.identityProviders()).hasSize(1);
        assertThat(federation.identityProvider("https://iam.example"))
                .hasValueSatisfying(issuer -> {
                    assertThat(issuer.endpoint()).isEqualTo(ISSUER);
                    assertThat(issuer.trustedBy()).hasSize(2);
                    assertThat(issuer.groups())
                            .extracting(FederatedGroup::name)
                            .containsExactly("astro", "bio");
                });
        assertThat(federation.projectsOf(new GroupKey("https://iam.example", "/astro")))
                .extracting(at -> at.project().id())
                .containsExactly(SampleFederation.ELBA_ASTRO, SampleFederation.VENETO_ASTRO);
    }

    @Test
    void aGroupSeesItsProjectsAndNothingOfOtherGroups() {
        Federation seen = federation.seenBy(Set.of(BIO));
        assertThat(seen.providers()).hasSize(2);
        ProviderState elba = seen.providers().getFirst();
        assertThat(elba.projects())
                .extracting(Project::id)
                .containsExactly(SampleFederation.ELBA_BIO);
        assertThat(elba.flavors()).extracting(Flavor::name).containsExactly("small", "large");
        assertThat(elba.networks()).extracting(Network::name).containsExactly("public");
        assertThat(elba.networks().getFirst().uses())
                .extracting(NetworkUse::project)
                .containsExactly(SampleFederation.ELBA_BIO);
        assertThat(elba.quotas())
                .extracting(Quota::project)
                .containsOnly(SampleFederation.ELBA_BIO);
        assertThat(seen.group(ASTRO)).isEmpty();
        assertThat(seen.agreement("sla-elba-astro")).isEmpty();
        assertThat(seen.providers().getLast().networks())
                .extracting(Network::name)
                .containsExactly("BIO-lan", "common-lan", "INFN-WAN");
    }

    @Test
    void whoHasNoProjectSeesNoProvider() {
        assertThat(federation.seenBy(Set.of(new GroupKey(ISSUER, "geo"))).providers()).isEmpty();
        assertThat(
                        federation
                                .seenBy(Set.of(new GroupKey("https://other.example", "astro")))
                                .providers())
                .isEmpty();
    }
}
