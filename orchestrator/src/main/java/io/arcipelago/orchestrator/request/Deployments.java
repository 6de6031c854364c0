package io.arcipelago.orchestrator.request;

import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import io.arcipelago.orchestrator.catalogue.Blueprint;
import io.arcipelago.orchestrator.catalogue.Blueprints;
import io.arcipelago.orchestrator.catalogue.SecretInputs;
import io.arcipelago.orchestrator.delegation.Delegations;
import io.arcipelago.orchestrator.delegation.Delegations.Grant;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.Deployment.Limits;
import io.arcipelago.orchestrator.deployment.DeploymentEvents;
import io.arcipelago.orchestrator.deployment.DeploymentFilter;
import io.arcipelago.orchestrator.deployment.DeploymentHistory;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentLog;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.DeploymentStore;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.orchestrator.deployment.LogLine.Source;
import io.arcipelago.orchestrator.deployment.Owner;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.deployment.Revision;
import io.arcipelago.orchestrator.deployment.TimeOrderedIds;
import io.arcipelago.orchestrator.federation.SiteDirectory;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.lifecycle.Waker;
import io.arcipelago.platform.security.AccessToken;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes requests about deployments: checks them, stores what is wanted, wakes the step machine. */
@Service
public class Deployments {

    private final DeploymentStore store;
    private final DeploymentHistory history;
    private final DeploymentLog log;
    private final DeploymentEvents events;
    private final DeploymentPolicy policy;
    private final Blueprints blueprints;
    private final SecretInputs secretInputs;
    private final SiteDirectory sites;
    private final Delegations delegations;
    private final Waker waker;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    public Deployments(
            DeploymentStore store,
            DeploymentHistory history,
            DeploymentLog log,
            DeploymentEvents events,
            DeploymentPolicy policy,
            Blueprints blueprints,
            SecretInputs secretInputs,
            SiteDirectory sites,
            Delegations delegations,
            Waker waker,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.store = store;
        this.history = history;
        this.log = log;
        this.events = events;
        this.policy = policy;
        this.blueprints = blueprints;
        this.secretInputs = secretInputs;
        this.sites = sites;
        this.delegations = delegations;
        this.waker = waker;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Starts a deployment. Nothing is stored before the template, the inputs, the membership and
     * the delegation are known to be good; once it returns, nothing that follows needs the caller.
     */
    public Deployment create(Caller caller, AccessToken token, NewDeployment request) {
        requireMembership(caller, request.group());
        Owner owner = Owner.of(caller);
        Optional<Deployment> before =
                request.requestId().flatMap(id -> store.findByRequest(owner, id));
        if (before.isPresent()) {
            return before.get();
        }
        Blueprint blueprint = blueprints.require(request.template(), request.inputs());
        Optional<SiteKey> wanted = wantedSite(request, blueprint);
        Grant grant = delegations.obtain(token.value());
        try {
            return Objects.requireNonNull(
                    transactions.execute(status -> insert(owner, request, wanted, grant)));
        } catch (DuplicateKeyException raced) {
            return request.requestId().flatMap(id -> store.findByRequest(owner, id)).orElseThrow();
        }
    }

    /** The request's own choice, or the one of a policy in the template; it must be one of ours. */
    private Optional<SiteKey> wantedSite(NewDeployment request, Blueprint blueprint) {
        if (request.wanted().isPresent()) {
            SiteKey wanted = request.wanted().get();
            boolean known =
                    sites.forGroup(request.group()).stream()
                            .anyMatch(place -> place.site().key().equals(wanted));
            if (!known) {
                throw ApiFailure.badRequest(
                        "site-unknown",
                        "Group %s has no project on %s".formatted(request.group(), wanted));
            }
            return request.wanted();
        }
        return blueprint
                .placement()
                .map(policy ->
                        sites.bySla(request.group(), policy.slaId(), policy.region())
                                .orElseThrow(() ->
                                        ApiFailure.badRequest(
                                                "sla-unknown",
                                                "Group %s has no agreement '%s'%s"
                                                        .formatted(
                                                                request.group(),
                                                                policy.slaId(),
                                                                policy.region()
                                                                        .map(r -> " in region " + r)
                                                                        .orElse("")))));
    }

    private Deployment insert(
            Owner owner, NewDeployment request, Optional<SiteKey> wanted, Grant grant) {
        Instant now = clock.instant();
        DeploymentId id = new DeploymentId(TimeOrderedIds.next(now));
        Deployment deployment =
                new Deployment(
                        id,
                        request.title(),
                        request.service(),
                        owner,
                        request.group(),
                        Goal.PRESENT,
                        DeploymentStatus.CREATE_IN_PROGRESS,
                        Optional.empty(),
                        Phase.VALIDATE,
                        0,
                        now,
                        0,
                        new Limits(
                                request.maxAttempts(),
                                request.attemptMinutes(),
                                request.keepLastAttempt()),
                        now.plus(Duration.ofMinutes(request.timeoutMinutes())),
                        wanted,
                        request.callback(),
                        List.of(),
                        Optional.empty(),
                        0,
                        0,
                        now,
                        now);
        SecretInputs.Split inputs = secretInputs.split(request.inputs());
        Revision revision =
                new Revision(
                        1,
                        Revision.Kind.CREATE,
                        request.template(),
                        inputs.open(),
                        List.copyOf(inputs.secret().keySet()),
                        owner.subject(),
                        now);
        store.insert(deployment, revision, request.requestId());
        secretInputs.keep(id, inputs.secret());
        delegations.keep(id, grant);
        history.beginStep(id, 0, Phase.VALIDATE, now);
        log.add(id, Source.ORCHESTRATOR, Level.INFO, "Accepted from " + owner.name());
        events.announce(DeploymentEvent.Type.SUBMITTED, deployment, Optional.empty());
        waker.now(id);
        return deployment;
    }

    /** Refuses a group that the caller is no member of. */
    public void requireMembership(Caller caller, String group) {
        if (!caller.memberOf(group)) {
            throw ApiFailure.forbidden(
                    "not-a-member", "You are not a member of group '%s'".formatted(group));
        }
    }

    /** The deployment, if the caller may do this to it. */
    public Deployment get(Caller caller, DeploymentAction action, DeploymentId id) {
        Deployment deployment =
                store.find(id).orElseThrow(() -> DeploymentPolicy.unknown(id.toString()));
        policy.check(caller, action, deployment);
        return deployment;
    }

    public Page<Deployment> list(DeploymentFilter filter, PageRequest page) {
        return new Page<>(
                store.list(filter, page.number(), page.size()),
                store.count(filter),
                page.number(),
                page.size());
    }

    /**
     * Wants the deployment gone. The caller's token renews the delegation, so that a deletion works
     * even when the first grant was revoked. Answers whether this changed anything.
     */
    public boolean delete(Caller caller, AccessToken token, DeploymentId id) {
        Deployment deployment = get(caller, DeploymentAction.DELETE, id);
        Optional<Grant> grant =
                deployment.owner().is(caller)
                                && deployment.status() != DeploymentStatus.DELETE_IN_PROGRESS
                                && deployment.status() != DeploymentStatus.DELETE_COMPLETE
                        ? Optional.of(delegations.obtain(token.value()))
                        : Optional.empty();
        return Boolean.TRUE.equals(
                transactions.execute(status -> requestDelete(caller, deployment, grant)));
    }

    private boolean requestDelete(Caller caller, Deployment deployment, Optional<Grant> grant) {
        Instant now = clock.instant();
        DeploymentId id = deployment.id();
        if (!store.requestDelete(id, now)) {
            return false;
        }
        grant.ifPresent(renewed -> delegations.keep(id, renewed));
        store.addRevision(
                id,
                new Revision(
                        0,
                        Revision.Kind.DELETE,
                        "",
                        java.util.Map.of(),
                        List.of(),
                        caller.subject(),
                        now));
        log.add(id, Source.ORCHESTRATOR, Level.INFO, "Delete requested by " + caller.displayName());
        events.announce(
                DeploymentEvent.Type.DELETE_REQUESTED,
                store.find(id).orElseThrow(),
                history.lastAttempt(id).map(attempt -> attempt.site()));
        waker.now(id);
        return true;
    }
}
