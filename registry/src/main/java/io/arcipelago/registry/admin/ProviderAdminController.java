package io.arcipelago.registry.admin;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.access.RegistryRights;
import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.merge.Merge;
import io.arcipelago.registry.merge.Merged;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderSettings;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.store.Author;
import io.arcipelago.registry.store.ProviderSwap;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Changes providers by administrators' word. Everybody else is refused before anything is told. */
@RestController
class ProviderAdminController {

    private final ProviderSwap providers;
    private final Federations federations;
    private final RegistryRights rights;
    private final InstantSource clock;

    ProviderAdminController(
            ProviderSwap providers,
            Federations federations,
            RegistryRights rights,
            InstantSource clock) {
        this.providers = providers;
        this.federations = federations;
        this.rights = rights;
        this.clock = clock;
    }

    record Changed(String id, long generation, ProviderStatus status, ProviderSettings settings) {}

    record ReleaseRequest(String region, Facet facet, String why) {}

    /**
     * What a removal takes with it.
     *
     * @param removed whether it has happened
     * @param items how many of each kind
     */
    record Removal(String id, String name, boolean removed, Map<String, Long> items, String note) {}

    /**
     * Sets what is in the body and leaves the rest; null takes an administrator's word back, so
     * that the feed decides again.
     */
    @PatchMapping("/v2/providers/{uid}")
    Changed patch(Caller caller, @PathVariable String uid, @RequestBody JsonNode body) {
        rights.requireAdmin(caller);
        ProviderState provider = find(federations, uid);
        SettingsPatch patch = SettingsPatch.read(body);
        Merged merged =
                providers.swap(
                        derived(provider),
                        Author.of(caller, patch.why()),
                        (known, heardAt) -> {
                            ProviderState state = known.orElseThrow(() -> unknown(uid));
                            return Merge.withSettings(
                                    state, patch.applied(state.settings()), clock.instant());
                        });
        return new Changed(
                uid,
                merged.state().generation(),
                merged.state().provider().status(),
                merged.state().settings());
    }

    /** Lets a held loss happen at the next feed, if it has not grown until then. */
    @PostMapping("/v2/providers/{uid}/releases")
    Hold release(Caller caller, @PathVariable String uid, @RequestBody ReleaseRequest request) {
        rights.requireAdmin(caller);
        ProviderState provider = find(federations, uid);
        Reasons.require(request.why());
        Hold.Key key = new Hold.Key(request.region(), request.facet());
        Author author = Author.of(caller, request.why());
        Merged merged =
                providers.swap(
                        derived(provider),
                        author,
                        (known, heardAt) -> {
                            ProviderState state = known.orElseThrow(() -> unknown(uid));
                            return new Merged(released(state, key, author), List.of(), List.of());
                        });
        return held(merged.state(), key).orElseThrow();
    }

    private ProviderState released(ProviderState state, Hold.Key key, Author author) {
        if (held(state, key).isEmpty()) {
            throw ApiFailure.notFound(
                    "nothing-held",
                    "No loss of %s is held in region '%s' of %s; nothing to release."
                            .formatted(key.facet().wire(), key.region(), state.provider().name()));
        }
        Instant now = clock.instant();
        return state.withHolds(
                state.holds().stream()
                        .map(hold ->
                                hold.key().equals(key)
                                        ? new Hold(
                                                hold.region(),
                                                hold.facet(),
                                                hold.known(),
                                                hold.lost(),
                                                hold.since(),
                                                new Hold.Release(
                                                        author.actor(), author.reason(), now))
                                        : hold)
                        .toList());
    }

    private static Optional<Hold> held(ProviderState state, Hold.Key key) {
        return state.holds().stream().filter(hold -> hold.key().equals(key)).findFirst();
    }

    /**
     * Removes a provider with all that it has. Its history stays, and its things have the same ids
     * if it is fed again.
     *
     * @param dryRun tells what would go, and removes nothing
     */
    @DeleteMapping("/v2/providers/{uid}")
    ResponseEntity<Removal> remove(
            Caller caller,
            @PathVariable String uid,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(required = false) @Nullable String why) {
        rights.requireAdmin(caller);
        ProviderState provider = find(federations, uid);
        if (!dryRun) {
            providers.remove(derived(provider), Author.of(caller, Reasons.require(why)));
        }
        Map<String, Long> items =
                Change.between(Optional.empty(), provider).stream()
                        .collect(
                                Collectors.groupingBy(
                                        change -> change.key().kind().wire(),
                                        TreeMap::new,
                                        Collectors.counting()));
        return ResponseEntity.ok(
                new Removal(
                        uid,
                        provider.provider().name(),
                        !dryRun,
                        items,
                        "A feed that still lists the provider brings it back; take it out of the"
                                + " feeder's configuration first."));
    }

    static ProviderState find(Federations federations, String uid) {
        Federation federation = federations.current();
        return federation.provider(uid).orElseThrow(() -> unknown(uid));
    }

    static String derived(ProviderState provider) {
        return ItemKey.provider(provider.provider()).derivedUid();
    }

    static ApiFailure unknown(String uid) {
        return ApiFailure.notFound(
                "provider-unknown", "There is no provider %s that you may see.".formatted(uid));
    }
}
