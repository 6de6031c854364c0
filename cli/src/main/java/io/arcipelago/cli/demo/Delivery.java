package io.arcipelago.cli.demo;

import io.arcipelago.cli.demo.EventTrail.PublishedEvent;
import io.arcipelago.cli.deployments.Deployment;
import io.arcipelago.cli.deployments.Follower;
import io.arcipelago.cli.deployments.LogLine;
import io.arcipelago.cli.deployments.Orchestrator;
import io.arcipelago.cli.deployments.Progress;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Client;
import io.arcipelago.contracts.orchestrator.DeploymentEvent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps from the request to the running service, and the looks at what it did. */
final class Delivery {

    private static final int EXCERPT_HEAD = 6;
    private static final int EXCERPT_TAIL = 8;

    private final Client client;
    private final DemoSettings settings;
    private final Optional<EventTrail> trail;
    private final Narrator narrator;
    private Optional<String> started = Optional.empty();

    Delivery(Client client, DemoSettings settings, Optional<EventTrail> trail, Narrator narrator) {
        this.client = client;
        this.settings = settings;
        this.trail = trail;
        this.narrator = narrator;
    }

    Deployment start(Orchestrator orchestrator, Map<String, Object> request) {
        Deployment created =
                orchestrator.api().read(orchestrator.create(request), Deployment.class);
        started = Optional.of(created.id());
        narrator.line("title:      " + created.title());
        narrator.line("deployment: " + created.id());
        narrator.line("status:     " + created.status());
        return created;
    }

    Deployment follow(Orchestrator orchestrator, String id, boolean simulated) {
        Follower follower = new Follower(orchestrator, client.clock());
        Deployment ended =
                follower.follow(
                        id,
                        0,
                        new Progress(narrator::line, true),
                        settings.patience().deployment());
        if (!ended.status().equals("CREATE_COMPLETE")) {
            throw new CliFailure(
                    "the deployment ended in %s%s"
                            .formatted(
                                    ended.status(),
                                    ended.statusReason() == null
                                            ? ""
                                            : ": " + ended.statusReason()));
        }
        narrator.line("");
        ended.outputs()
                .forEach(
                        output -> narrator.line("%s: %s".formatted(output.label(), output.text())));
        if (!simulated) {
            TimeShare.of(ended, orchestrator.log(id))
                    .ifPresent(share -> narrator.line(share.text()));
        }
        return ended;
    }

    boolean page(Deployment running, boolean simulated) {
        if (simulated) {
            narrator.line("The servers of this site are simulated: there is no page to open.");
            return true;
        }
        String address =
                running.output("endpoint")
                        .orElseThrow(
                                () -> new CliFailure("the deployment has no output 'endpoint'"));
        WebPage page =
                WebPage.fetch(
                        client.http(),
                        client.clock(),
                        Client.checked(address, "output 'endpoint'"),
                        settings.patience().page());
        narrator.line("GET " + URI.create(address));
        narrator.line("title: " + page.title());
        page.text().lines().forEach(line -> narrator.line("  | " + line));
        if (!page.title().equals(Demo.TITLE)
                || !page.text().contains(Demo.MESSAGE)
                || !page.text().contains(running.id())) {
            throw new CliFailure(
                    "the page is not this deployment's: it lacks the title, the text or the id");
        }
        return true;
    }

    boolean ansible(Orchestrator orchestrator, Deployment running, boolean simulated) {
        List<LogLine> lines =
                orchestrator.log(running.id()).stream()
                        .filter(line -> line.source().equals("ansible"))
                        .toList();
        if (lines.isEmpty() && simulated) {
            narrator.line("Nothing: servers of this site are simulated.");
            return true;
        }
        if (lines.isEmpty()) {
            throw new CliFailure("the deployment's log has no line of Ansible");
        }
        excerpt(lines).forEach(narrator::line);
        return true;
    }

    static List<String> excerpt(List<LogLine> lines) {
        List<String> shown = new ArrayList<>();
        int left = lines.size() - EXCERPT_HEAD - EXCERPT_TAIL;
        for (int i = 0; i < lines.size(); i++) {
            boolean middle = left > 1 && i >= EXCERPT_HEAD && i < lines.size() - EXCERPT_TAIL;
            if (!middle) {
                shown.add(lines.get(i).line());
            } else if (i == EXCERPT_HEAD) {
                shown.add("... %d more lines ...".formatted(left));
            }
        }
        return shown;
    }

    boolean events(Deployment running, Instant since) {
        return tell(
                running.id(),
                since,
                Set.of(DeploymentEvent.Type.COMPLETED, DeploymentEvent.Type.FAILED));
    }

    /** Reads events up to one of these and tells them all in order. */
    boolean tell(String id, Instant since, Set<DeploymentEvent.Type> last) {
        if (trail.isEmpty()) {
            narrator.line("Not read: the installation is elsewhere; name its Kafka with --kafka.");
            return true;
        }
        EventTrail kafka = trail.get();
        narrator.line(kafka.place());
        Set<String> types = Set.copyOf(last.stream().map(DeploymentEvent.Type::wire).toList());
        for (PublishedEvent event : kafka.read(id, since, types, settings.patience().events())) {
            narrator.line(
                    "%s  %-16s %s"
                            .formatted(Times.timeOfDay(event.at()), event.word(), event.text()));
        }
        return true;
    }

    void removed() {
        started = Optional.empty();
    }

    /** After a failure: what exists still and how to look at it. */
    List<String> whatIsLeft() {
        return started.map(id ->
                        List.of(
                                "The deployment is still there for a look. After ./arcipelago login:",
                                "  ./arcipelago log " + id,
                                "  ./arcipelago delete " + id))
                .orElse(List.of());
    }
}
