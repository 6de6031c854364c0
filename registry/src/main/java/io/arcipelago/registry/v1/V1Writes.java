package io.arcipelago.registry.v1;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderCommands;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.v1.document.Change;
import io.arcipelago.registry.v1.document.Keys;
import io.arcipelago.registry.v1.document.ProviderDocument;
import io.arcipelago.registry.v1.document.Removals;
import io.arcipelago.registry.v1.document.Written;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Carries out what administrators ask of version 1. */
@Component
class V1Writes {

    private final ProviderCommands commands;
    private final InstantSource clock;

    V1Writes(ProviderCommands commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** As the history names people. */
    private static String actor(Caller caller) {
        return caller.displayName().equals(caller.subject())
                ? caller.subject()
                : caller.displayName() + " (" + caller.subject() + ")";
    }

    /**
     * Adds a provider and gives its uid.
     *
     * @throws ApiFailure 409 if there is one of this name and type, or if an agreement of the
     *     document is another group's
     */
    String create(Caller caller, Federation federation, ProviderDocument document) {
        requireFree(federation, document.provider(), "");
        String uid = federation.uids().provider(document.provider());
        requireOwnAgreements(federation, document, uid);
        commands.add(Written.first(document, uid, clock.instant()), actor(caller));
        return uid;
    }

    /**
     * Writes a document over a provider.
     *
     * @return whether anything is different now
     * @throws ApiFailure as {@link #create}
     */
    boolean replace(
            Caller caller, Federation federation, ProviderState known, ProviderDocument document) {
        requireFree(federation, document.provider(), known.uid());
        requireOwnAgreements(federation, document, known.uid());
        Map<ItemKey, ItemKey> renamed = Keys.renamed(known, Written.renamed(known, document));
        return commands.change(
                Set.of(known.uid()),
                state -> Written.over(state, document, clock.instant()),
                Keys.uids(federation.uids(), renamed),
                actor(caller));
    }

    /**
     * Sets attributes of a thing. It keeps its uid, whatever it is called now.
     *
     * @return whether anything is different now
     * @throws ApiFailure 409 if another thing is called so already
     */
    boolean patch(Caller caller, Federation federation, Change change) {
        Map<ItemKey, ItemKey> renamed = new LinkedHashMap<>();
        boolean different = false;
        for (String uid : change.providers()) {
            ProviderState before = federation.provider(uid).orElse(null);
            if (before != null) {
                ProviderState after = change.edit().apply(before);
                different |= !after.equals(before);
                renamed.putAll(Keys.renamed(before, after));
            }
        }
        if (!different) {
            return false;
        }
        requireFree(federation, renamed);
        return commands.change(
                change.providers(),
                change.edit(),
                Keys.uids(federation.uids(), renamed),
                actor(caller));
    }

    void remove(Caller caller, Node node) {
        if (node.kind() == Kind.PROVIDER) {
            commands.remove(node.uid(), actor(caller));
            return;
        }
        Change change = Removals.of(node);
        commands.change(change.providers(), change.edit(), Map.of(), actor(caller));
    }

    private static void requireFree(Federation federation, Provider wanted, String but) {
        boolean taken =
                federation.providers().stream()
                        .anyMatch(state ->
                                !state.uid().equals(but)
                                        && state.provider().name().equals(wanted.name())
                                        && state.provider().type() == wanted.type());
        if (taken) {
            throw ApiFailure.conflict(
                    "provider-exists",
                    "Provider with name '%s' and type '%s' already registered"
                            .formatted(wanted.name(), wanted.type().wire()));
        }
    }

    private static void requireFree(Federation federation, Map<ItemKey, ItemKey> renamed) {
        if (renamed.isEmpty()) {
            return;
        }
        Set<ItemKey> known = new HashSet<>();
        federation.providers().forEach(state -> known.addAll(Keys.of(state)));
        renamed.values().stream().filter(known::contains).findFirst().ifPresent(V1Writes::taken);
    }

    private static void taken(ItemKey key) {
        throw ApiFailure.conflict(
                "name-taken",
                "There is another %s that is called '%s' already"
                        .formatted(
                                key.kind().wire().replace('-', ' '),
                                String.join("/", key.steps())));
    }

    /** An agreement's document is one group's, all over the federation. */
    private static void requireOwnAgreements(
            Federation federation, ProviderDocument document, String but) {
        Map<String, GroupKey> owners = new LinkedHashMap<>();
        for (ProviderState state : federation.providers()) {
            if (!state.uid().equals(but)) {
                state.identityProviders().forEach(issuer -> note(owners, issuer));
            }
        }
        Map<String, GroupKey> claims = new LinkedHashMap<>();
        document.identityProviders().forEach(issuer -> note(claims, issuer));
        claims.forEach((agreement, group) -> {
            GroupKey owner = owners.get(agreement);
            if (owner != null && !owner.equals(group)) {
                throw ApiFailure.conflict(
                        "agreement-of-another-group",
                        "SLA '%s' already belongs to user group '%s'"
                                .formatted(agreement, owner.name()));
            }
        });
    }

    private static void note(Map<String, GroupKey> owners, IdentityProvider issuer) {
        for (UserGroup group : issuer.userGroups()) {
            GroupKey key = new GroupKey(issuer.endpoint(), group.name());
            for (ServiceLevelAgreement agreement : group.agreements()) {
                owners.putIfAbsent(agreement.documentId(), key);
            }
        }
    }
}
