package io.arcipelago.identity.policy;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.scope.CapabilitySetScope;
import io.arcipelago.identity.scope.GroupScope;
import io.arcipelago.identity.scope.Scopes;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Decides which scopes a person's token may have. A client's own tokens are none of its business,
 * and {@code openid} is always given. Each method raises an {@link ApiFailure} of status 503 while
 * an external policy service decides and cannot be asked.
 */
@Component
@EnableConfigurationProperties(PolicySettings.class)
public class ScopePolicies {

    private static final String OPENID = "openid";

    /** Decides about one scope. */
    @FunctionalInterface
    private interface Arbiter {
        Decision decide(String scope);
    }

    private final ScopePolicyStore store;
    private final CapabilitySets sets;
    private final PolicySettings settings;
    private final IdentitySettings identity;
    private final Optional<OpaClient> opa;

    ScopePolicies(
            ScopePolicyStore store,
            CapabilitySets sets,
            PolicySettings settings,
            IdentitySettings identity,
            InstantSource clock) {
        this.store = store;
        this.sets = sets;
        this.settings = settings;
        this.identity = identity;
        this.opa = OpaClient.of(settings.opa(), clock);
    }

    /** Whether deciding may mean a call to another service. */
    public boolean remote() {
        return opa.isPresent();
    }

    /** What policies leave of the scopes, in their order; capability sets stay as they are. */
    public Set<String> permitted(Person person, String client, Collection<String> scopes) {
        return decisions(person, client, scopes).stream()
                .filter(Decision::permitted)
                .map(Decision::scope)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What the person can give to the client of the scopes, sorted, for a page that asks. */
    public List<String> offered(Person person, String client, Collection<String> scopes) {
        return permitted(person, client, scopes).stream()
                .filter(scope -> fixed(person, scope).isEmpty())
                .sorted()
                .toList();
    }

    /** The scopes of a token, in their order: what is permitted, with capability sets expanded. */
    public Set<String> forToken(Person person, String client, Collection<String> scopes) {
        Set<String> token = new LinkedHashSet<>();
        for (String scope : permitted(person, client, scopes)) {
            if (fixed(person, scope).isEmpty()) {
                token.addAll(expand(scope));
            }
        }
        return Collections.unmodifiableSet(token);
    }

    /** The scopes with capability sets replaced by what they hold now. */
    public Set<String> expand(Collection<String> scopes) {
        return scopes.stream()
                .flatMap(scope -> expand(scope).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Why a request that names these scopes is refused as a whole; empty if it is not. Asking for a
     * capability set means all of it, so one that is not given is always a reason; what policies
     * deny is one if the installation fails fast.
     */
    public Optional<Decision> refusal(Person person, String client, Collection<String> scopes) {
        boolean anySet = scopes.stream().anyMatch(CapabilitySetScope::isOne);
        if (!anySet && !settings.scopes().failFast()) {
            return Optional.empty();
        }
        return decisions(person, client, scopes).stream()
                .filter(decision -> !decision.permitted())
                .filter(decision ->
                        settings.scopes().failFast() || CapabilitySetScope.isOne(decision.scope()))
                .findFirst();
    }

    /** What is decided about each scope, and why. */
    public List<Decision> explain(Person person, String client, Collection<String> scopes) {
        return decisions(person, client, scopes).stream()
                .map(decision ->
                        decision.permitted()
                                ? fixed(person, decision.scope()).orElse(decision)
                                : decision)
                .toList();
    }

    private List<Decision> decisions(Person person, String client, Collection<String> scopes) {
        Arbiter arbiter = arbiter(person, client, scopes);
        List<Decision> decisions = new ArrayList<>();
        for (String scope : scopes) {
            if (scope.equals(OPENID)) {
                decisions.add(
                        Decision.permitted(scope, Decision.Level.FIXED, "openid is always given"));
            } else if (CapabilitySetScope.isOne(scope)) {
                decisions.add(set(person, scope, arbiter));
            } else {
                decisions.add(arbiter.decide(scope));
            }
        }
        return decisions;
    }

    /** A capability set is given as a whole or not at all. */
    private Decision set(Person person, String scope, Arbiter arbiter) {
        Optional<String> group = CapabilitySetScope.named(scope).filter(person.groups()::contains);
        if (group.isEmpty()) {
            return Decision.refused(scope, Decision.Level.FIXED, "Not a member of the group");
        }
        Collection<String> capabilities = sets.of(group.get());
        if (capabilities.isEmpty()) {
            return Decision.refused(scope, Decision.Level.FIXED, "The group has no capability set");
        }
        Decision whole = arbiter.decide(scope);
        return capabilities.stream()
                .map(arbiter::decide)
                .filter(part -> whole.permitted() && !part.permitted())
                .findFirst()
                .map(part ->
                        new Decision(
                                scope,
                                false,
                                part.level(),
                                part.policy(),
                                part.scope() + ": " + part.reason()))
                .orElse(whole);
    }

    private Arbiter arbiter(Person person, String client, Collection<String> scopes) {
        PolicyBook book = store.book();
        Arbiter local =
                scope ->
                        book.decide(
                                person.id().value(),
                                person.groups(),
                                scope,
                                setWith(person, scope));
        return opa.map(service -> remote(service, person, client, scopes, local)).orElse(local);
    }

    private Arbiter remote(
            OpaClient service,
            Person person,
            String client,
            Collection<String> scopes,
            Arbiter local) {
        Set<String> asked =
                Stream.concat(scopes.stream(), expand(scopes).stream())
                        .filter(scope -> !scope.equals(OPENID))
                        .map(Scopes::canonical)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        if (asked.isEmpty()) {
            return local;
        }
        try {
            Set<String> allowed =
                    service.allowed(
                            new OpaClient.Question(
                                    person.id().toString(),
                                    person.groups(),
                                    client,
                                    List.copyOf(asked)));
            return scope ->
                    new Decision(
                            scope,
                            allowed.contains(Scopes.canonical(scope)),
                            Decision.Level.EXTERNAL,
                            Optional.empty(),
                            "The policy service decided");
        } catch (OpaClient.Unavailable down) {
            return switch (settings.opa().fail()) {
                case POLICIES -> local;
                case CLOSED ->
                        throw new ApiFailure(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                FailureClass.UNAVAILABLE,
                                "no-policy-decision",
                                "Nobody can tell now which scopes are allowed; try again later",
                                Map.of());
            };
        }
    }

    /** The group of the person whose capability set holds the scope. */
    private Optional<String> setWith(Person person, String scope) {
        return Scopes.isCapability(scope)
                ? person.groups().stream()
                        .filter(group ->
                                sets.of(group).stream()
                                        .anyMatch(held -> Scopes.covers(held, scope)))
                        .findFirst()
                : Optional.empty();
    }

    /** What no policy can give. */
    private Optional<Decision> fixed(Person person, String scope) {
        if (AdminScopes.ALL.contains(scope)
                && Collections.disjoint(person.groups(), identity.adminGroups())) {
            return Optional.of(
                    Decision.refused(
                            scope,
                            Decision.Level.FIXED,
                            "Only for members of a group of administrators"));
        }
        if (scope.equals(Scopes.HOST_AUTH)) {
            return Optional.of(
                    Decision.refused(scope, Decision.Level.FIXED, "Only for a client's own token"));
        }
        return GroupScope.named(scope)
                .filter(name -> !person.groups().contains(name))
                .map(name ->
                        Decision.refused(scope, Decision.Level.FIXED, "Not a member of the group"));
    }

    private Collection<String> expand(String scope) {
        if (!CapabilitySetScope.isOne(scope)) {
            return List.of(scope);
        }
        return CapabilitySetScope.named(scope).map(sets::of).orElse(List.of());
    }
}
