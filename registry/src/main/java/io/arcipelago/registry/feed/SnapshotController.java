package io.arcipelago.registry.feed;

import io.arcipelago.contracts.registry.FeedResult;
import io.arcipelago.contracts.registry.FeedResult.Held;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.access.RegistryRights;
import io.arcipelago.registry.merge.Merge;
import io.arcipelago.registry.merge.Merged;
import io.arcipelago.registry.merge.Reading;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.Hold;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.store.Author;
import io.arcipelago.registry.store.ProviderSwap;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes snapshots from feeds. */
@RestController
class SnapshotController {

    private final ProviderSwap providers;
    private final Federations federations;
    private final RegistryRights rights;
    private final RegistrySettings settings;
    private final InstantSource clock;
    private final JsonMapper json;

    SnapshotController(
            ProviderSwap providers,
            Federations federations,
            RegistryRights rights,
            RegistrySettings settings,
            InstantSource clock,
            JsonMapper json) {
        this.providers = providers;
        this.federations = federations;
        this.rights = rights;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
    }

    @PostMapping(path = "/v2/snapshots", consumes = MediaType.APPLICATION_JSON_VALUE)
    FeedResult feed(Caller caller, HttpServletRequest request) throws IOException {
        rights.requireFeed(caller);
        ProviderSnapshot snapshot = read(request);
        Federation federation = federations.current();
        ItemKey provider = ItemKey.provider(snapshot.provider());
        Map<String, GroupKey> owners = ownersElsewhere(federation, provider);
        Reading read =
                SnapshotCheck.check(
                        snapshot,
                        document -> Optional.ofNullable(owners.get(document)),
                        clock.instant());
        Merged merged =
                providers.swap(
                        provider.derivedUid(),
                        author(caller, read),
                        (known, heardAt) -> {
                            heardAt.ifPresent(at -> requireNewer(read.snapshot(), at));
                            return Merge.of(known, read, settings.guard());
                        });
        return new FeedResult(
                federation.uids().of(provider),
                merged.state().generation(),
                merged.changes().size(),
                merged.state().holds().stream().map(SnapshotController::held).toList(),
                rejected(read));
    }

    /** Only after the caller's right is known: a snapshot may be large. */
    private ProviderSnapshot read(HttpServletRequest request) throws IOException {
        try {
            return json.readValue(request.getInputStream(), ProviderSnapshot.class);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException(
                    "Not a snapshot", e, new ServletServerHttpRequest(request));
        }
    }

    private static Author author(Caller caller, Reading read) {
        String name = caller.clientId().isBlank() ? caller.subject() : caller.clientId();
        return new Author(name, "Snapshot taken at " + read.snapshot().takenAt());
    }

    /** The groups of the agreements that other providers declare, by document. */
    private static Map<String, GroupKey> ownersElsewhere(Federation federation, ItemKey asking) {
        Map<String, GroupKey> owners = new HashMap<>();
        for (ProviderState state : federation.providers()) {
            if (ItemKey.provider(state.provider()).equals(asking)) {
                continue;
            }
            for (IdentityProvider issuer : state.identityProviders()) {
                for (UserGroup group : issuer.userGroups()) {
                    GroupKey key = new GroupKey(issuer.endpoint(), group.name());
                    group.agreements()
                            .forEach(agreement -> owners.putIfAbsent(agreement.documentId(), key));
                }
            }
        }
        return owners;
    }

    private static void requireNewer(ProviderSnapshot snapshot, Instant known) {
        if (snapshot.takenAt().isBefore(known)) {
            throw ApiFailure.conflict(
                    "snapshot-too-old",
                    "The snapshot of %s was taken at %s, but one taken at %s, or a removal then, is"
                                    .formatted(
                                            snapshot.provider().name(), snapshot.takenAt(), known)
                            + " known; send a newer one.");
        }
    }

    private static Held held(Hold hold) {
        return new Held(hold.region(), hold.facet(), hold.known(), hold.lost(), hold.since());
    }

    private static List<Finding> rejected(Reading read) {
        return read.findings().stream()
                .filter(finding -> finding.severity() == Severity.REJECTED)
                .collect(Collectors.toUnmodifiableList());
    }
}
