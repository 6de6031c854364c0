package io.arcipelago.registry.state;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole federation at one moment, or the part of it that somebody may see. Groups, issuers,
 * agreements and places that several providers declare are one thing here; where they disagree, the
 * first provider in order decides.
 */
public final class Federation {

    private static final Comparator<ProviderState> ORDER =
            Comparator.comparing((ProviderState state) -> state.provider().name())
                    .thenComparing(state -> state.provider().type());

    private final long version;
    private final String edition;
    private final Uids uids;
    private final List<ProviderState> providers;
    private final Map<String, Long> revisions;
    private final Map<String, ProviderState> byUid;
    private final United united;

    /**
     * @param version counts the changes of the federation
     * @param edition changes whenever anything in here does; for entity tags
     */
    public Federation(long version, String edition, Uids uids, List<ProviderState> providers) {
        this(version, edition, uids, providers, Map.of());
    }

    /**
     * One whose parts have editions of their own, which do not change with other providers.
     *
     * @param revisions the version of each provider's last change, by uid
     */
    public Federation(
            long version,
            String edition,
            Uids uids,
            List<ProviderState> providers,
            Map<String, Long> revisions) {
        this.revisions = Map.copyOf(revisions);
        this.version = version;
        this.edition = edition;
        this.uids = uids;
        this.providers = providers.stream().sorted(ORDER).toList();
        this.byUid =
                this.providers.stream()
                        .collect(Collectors.toMap(ProviderState::uid, Function.identity()));
        this.united = United.of(uids, this.providers);
    }

    /** A federation of nobody. */
    public static Federation empty() {
        return new Federation(0, "0", Uids.derived(), List.of());
    }

    public long version() {
        return version;
    }

    public String edition() {
        return edition;
    }

    public Uids uids() {
        return uids;
    }

    /** By name, then type. */
    public List<ProviderState> providers() {
        return providers;
    }

    public Optional<ProviderState> provider(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** By endpoint. */
    public List<FederatedIdentityProvider> identityProviders() {
        return united.identityProviders();
    }

    public Optional<FederatedIdentityProvider> identityProvider(String endpoint) {
        return Optional.ofNullable(united.issuerByKey().get(GroupKey.issuerKey(endpoint)));
    }

    /** By issuer, then name. */
    public List<FederatedGroup> groups() {
        return united.groups();
    }

    public Optional<FederatedGroup> group(GroupKey key) {
        return Optional.ofNullable(united.groupByKey().get(key));
    }

    /** By document id. */
    public List<FederatedAgreement> agreements() {
        return united.agreements();
    }

    public Optional<FederatedAgreement> agreement(String documentId) {
        return Optional.ofNullable(united.agreementByDocument().get(documentId));
    }

    /** By site. */
    public List<FederatedLocation> locations() {
        return united.locations();
    }

    /** The projects that were made for a group, by provider, then name. */
    public List<ProjectAt> projectsOf(GroupKey group) {
        return group(group).stream()
                .flatMap(found -> found.agreements().stream())
                .flatMap(agreement -> agreement.projects().stream())
                .sorted(
                        Comparator.comparing(ProjectAt::provider, ORDER)
                                .thenComparing(at -> at.project().name())
                                .thenComparing(at -> at.project().id()))
                .toList();
    }

    /**
     * What members of these groups see: the providers where one of the groups has a project, and
     * there only those projects with what they can use. Findings are for administrators.
     */
    public Federation seenBy(Set<GroupKey> groups) {
        Set<String> theirs =
                groups.stream()
                        .flatMap(group -> projectsOf(group).stream())
                        .map(at -> at.provider().uid())
                        .collect(Collectors.toSet());
        List<ProviderState> seen =
                providers.stream()
                        .filter(state -> theirs.contains(state.uid()))
                        .flatMap(state -> Sight.of(state, groups).stream())
                        .toList();
        return new Federation(version, editionOf(seen), uids, seen, revisions);
    }

    private String editionOf(List<ProviderState> seen) {
        if (revisions.isEmpty()) {
            return edition;
        }
        return seen.stream()
                .map(state ->
                        "%s %d %s"
                                .formatted(
                                        state.uid(),
                                        revisions.get(state.uid()),
                                        state.provider().status().wire()))
                .collect(Collectors.joining("\n", uids.fingerprint() + "\n", ""));
    }
}
