package io.arcipelago.cli.demo;

import io.arcipelago.cli.demo.EventTrail.PublishedEvent;
import io.arcipelago.cli.demo.SiteObjects.SiteObject;
import io.arcipelago.cli.deployments.Deployment;
import io.arcipelago.cli.deployments.Follower;
import io.arcipelago.cli.deployments.LogLine;
import io.arcipelago.cli.deployments.Orchestrator;
import io.arcipelago.cli.deployments.Progress;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Client;
import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Deletes the deployment and asks the sites themselves whether anything is left. */
final class Removal {

    private final Client client;
    private final DemoSettings settings;
    private final Optional<EventTrail> trail;
    private final Narrator narrator;

    Removal(Client client, DemoSettings settings, Optional<EventTrail> trail, Narrator narrator) {
        this.client = client;
        this.settings = settings;
        this.trail = trail;
        this.narrator = narrator;
    }

    boolean remove(Orchestrator orchestrator, String id, List<String> providers) {
        Set<String> sites = new TreeSet<>(providers);
        Deployment running = orchestrator.deployment(id);
        Set<String> cloudIds = cloudIds(running);
        Optional<SiteObjects> objects =
                settings.siteUrl().map(url -> new SiteObjects(client.http(), client.json(), url));
        objects.ifPresent(it -> before(it.of(id, cloudIds, sites)));
        delete(orchestrator, running);
        if (objects.isPresent()) {
            after(objects.get().of(id, cloudIds, sites), sites);
        } else {
            narrator.line("Not checked at the sites: name the sites in a box with --site-url.");
        }
        events(id);
        return true;
    }

    private static Set<String> cloudIds(Deployment deployment) {
        return deployment.resources().stream()
                .map(Deployment.Resource::cloudId)
                .flatMap(cloudId -> Optional.ofNullable(cloudId).stream())
                .collect(Collectors.toSet());
    }

    /** A check that sees nothing before proves nothing after. */
    private void before(List<SiteObject> objects) {
        if (objects.isEmpty()) {
            throw new CliFailure(
                    "the sites at %s show no object of a deployment that is running"
                            .formatted(settings.siteUrl().map(Object::toString).orElse("")));
        }
        narrator.line("on the sites before: " + SiteObjects.count(objects));
    }

    private void delete(Orchestrator orchestrator, Deployment running) {
        String id = running.id();
        List<LogLine> log = orchestrator.log(id);
        long seen = log.isEmpty() ? 0 : log.getLast().number();
        orchestrator.delete(id);
        Deployment ended =
                new Follower(orchestrator, client.clock())
                        .follow(
                                id,
                                seen,
                                new Progress(narrator::line, true).after(running),
                                settings.patience().deletion());
        if (!ended.status().equals("DELETE_COMPLETE")) {
            throw new CliFailure(
                    "the deletion ended in %s%s"
                            .formatted(
                                    ended.status(),
                                    ended.statusReason() == null
                                            ? ""
                                            : ": " + ended.statusReason()));
        }
        narrator.line(ended.status());
    }

    private void after(List<SiteObject> left, Set<String> sites) {
        for (SiteObject object : left) {
            narrator.line(
                    "LEFT on %s: %s %s (%s)"
                            .formatted(object.site(), object.kind(), object.name(), object.id()));
        }
        if (!left.isEmpty()) {
            throw new CliFailure(
                    "%d objects of the deleted deployment are left: %s"
                            .formatted(left.size(), SiteObjects.count(left)));
        }
        narrator.line("on the sites after:  nothing (asked " + String.join(", ", sites) + ")");
    }

    private void events(String id) {
        if (trail.isEmpty()) {
            return;
        }
        List<PublishedEvent> events =
                trail.get()
                        .read(
                                id,
                                narrator.start(),
                                Set.of(
                                        DeploymentEvent.Type.DELETED.wire(),
                                        DeploymentEvent.Type.DELETE_FAILED.wire()),
                                settings.patience().events());
        int first = 0;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).type().equals(DeploymentEvent.Type.DELETE_REQUESTED.wire())) {
                first = i;
            }
        }
        for (PublishedEvent event : events.subList(first, events.size())) {
            narrator.line(
                    "%s  %-16s %s"
                            .formatted(Times.timeOfDay(event.at()), event.word(), event.text()));
        }
    }
}
