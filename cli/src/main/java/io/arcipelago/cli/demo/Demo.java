package io.arcipelago.cli.demo;

import io.arcipelago.cli.deployments.CatalogueCommand;
import io.arcipelago.cli.deployments.Deployment;
import io.arcipelago.cli.deployments.Orchestrator;
import io.arcipelago.cli.deployments.Plan;
import io.arcipelago.cli.deployments.Site;
import io.arcipelago.cli.deployments.SitesCommand;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Api;
import io.arcipelago.cli.session.Client;
import io.arcipelago.cli.session.FormVisitor;
import io.arcipelago.cli.session.HeldSession;
import io.arcipelago.cli.session.Me;
import io.arcipelago.cli.session.PasswordFile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The main road, played for real: nothing of what is told is made up, and a step that does not
 * happen as it should ends the demonstration.
 */
final class Demo {

    static final String PERSON = "alice";
    static final String GROUP = "astro";
    static final String SERVICE = "web-service";
    static final String PROVIDER = "ELBA";
    static final String REGION = "RegionOne";
    static final String TITLE = "Stars over Elba";
    static final String MESSAGE =
            "This page was deployed by the Arcipelago demonstration: planned, placed, provisioned and"
                    + " configured on a server of its own.";

    private final Client client;
    private final DemoSettings settings;
    private final Narrator narrator;
    private final Delivery delivery;
    private final Removal removal;

    Demo(Client client, DemoSettings settings, Optional<EventTrail> trail) {
        this.client = client;
        this.settings = settings;
        this.narrator = new Narrator(client.terminal(), client.clock());
        this.delivery = new Delivery(client, settings, trail, narrator);
        this.removal = new Removal(client, settings, trail, narrator);
    }

    /** Plays it; the exit code says whether everything happened. */
    int play() {
        narrator.plain("Arcipelago demonstration at " + settings.url());
        Optional<HeldSession> session = Optional.empty();
        try {
            narrator.step("The services are up", this::services);
            HeldSession alice = narrator.step("Sign in as " + PERSON, this::signIn);
            session = Optional.of(alice);
            main(orchestrator(alice));
            farewell();
            return ExitCode.OK.number();
        } catch (Narrator.StepFailure e) {
            narrator.plain("");
            narrator.plain("FAILED in " + e.text());
            delivery.whatIsLeft().forEach(narrator::plain);
            narrator.plain("Total time: " + narrator.total());
            return ExitCode.FAILED.number();
        } finally {
            session.ifPresent(this::signOut);
        }
    }

    private void main(Orchestrator orchestrator) {
        List<Site> sites =
                narrator.step("What can be deployed, and where", () -> offer(orchestrator));
        narrator.step("The plan for " + SERVICE, () -> plan(orchestrator));
        boolean simulated =
                sites.stream()
                        .filter(site -> site.provider().equals(PROVIDER))
                        .anyMatch(Site::simulated);
        Deployment created =
                narrator.step(
                        "Deploy %s on %s/%s".formatted(SERVICE, PROVIDER, REGION),
                        () -> delivery.start(orchestrator, request()));
        Deployment running =
                narrator.step(
                        "Follow its steps and its log live",
                        () -> delivery.follow(orchestrator, created.id(), simulated));
        narrator.step(
                "Open the page on the server itself", () -> delivery.page(running, simulated));
        narrator.step("What Ansible did", () -> delivery.ansible(orchestrator, running, simulated));
        narrator.step(
                "The deployment's events in Kafka",
                () -> delivery.events(running, narrator.start()));
        if (settings.keep()) {
            narrator.step("Keep it, as asked", () -> kept(running));
        } else {
            List<String> providers = sites.stream().map(Site::provider).distinct().toList();
            narrator.step(
                    "Delete it, and prove that nothing is left",
                    () -> removal.remove(orchestrator, running.id(), providers));
            delivery.removed();
        }
    }

    private Orchestrator orchestrator(HeldSession session) {
        return new Orchestrator(new Api(client.http(), client.json(), settings.url(), session));
    }

    private boolean services() {
        Readiness readiness = new Readiness(client.http(), client.json(), client.clock());
        String up = readiness.await(settings.url(), settings.patience().services());
        narrator.line("services: " + String.join(", ", readiness.services(settings.url())));
        narrator.line("healthy: " + up);
        return true;
    }

    private HeldSession signIn() {
        String password = PasswordFile.passwordOf(PERSON, settings.passwordFile());
        HeldSession session =
                HeldSession.open(
                        client.http(),
                        client.json(),
                        client.clock(),
                        settings.url(),
                        new FormVisitor(PERSON, password));
        Api api = orchestrator(session).api();
        Me me = api.read(api.get(Me.PATH), Me.class);
        if (!me.groups().contains(GROUP)) {
            throw new CliFailure("%s does not belong to the group %s".formatted(PERSON, GROUP));
        }
        narrator.line(
                "authorization code with PKCE at %s, through its sign-in form"
                        .formatted(session.provider().issuer()));
        narrator.line("%s, groups: %s".formatted(me.name(), String.join(", ", me.groups())));
        narrator.line(
                "the access token is good until " + Times.moment(session.expiresAt()) + " UTC");
        return session;
    }

    private List<Site> offer(Orchestrator orchestrator) {
        CatalogueCommand.table(orchestrator.catalogue(GROUP)).forEach(narrator::line);
        narrator.line("");
        List<Site> sites = orchestrator.sites(GROUP);
        SitesCommand.table(sites).forEach(narrator::line);
        if (sites.stream().anyMatch(Site::simulated)) {
            narrator.line("");
            narrator.line(
                    "Servers of the sites marked so are simulated: they have states, addresses");
            narrator.line(
                    "and volumes, but nothing runs in them and Ansible does not configure them.");
        }
        if (sites.stream()
                .noneMatch(site -> site.provider().equals(PROVIDER) && site.available())) {
            throw new CliFailure("The site %s is not available".formatted(PROVIDER));
        }
        return sites;
    }

    private Plan plan(Orchestrator orchestrator) {
        // Without a wish, so that the plan tells how it would choose.
        Map<String, Object> free = Map.of("service", SERVICE, "group", GROUP, "inputs", Map.of());
        Plan plan = orchestrator.api().read(orchestrator.plan(free), Plan.class);
        plan.text().forEach(narrator::line);
        if (!plan.feasible()) {
            throw new CliFailure("No site can take it");
        }
        return plan;
    }

    private static Map<String, Object> request() {
        return Map.of(
                "service",
                SERVICE,
                "group",
                GROUP,
                "title",
                TITLE,
                "inputs",
                Map.of("page_title", TITLE, "page_message", MESSAGE),
                "placement",
                Map.of("provider", PROVIDER, "region", REGION),
                "requestId",
                UUID.randomUUID().toString());
    }

    private boolean kept(Deployment running) {
        narrator.line("%s stays at %s".formatted(running.id(), running.site()));
        running.output("endpoint").ifPresent(address -> narrator.line("page: " + address));
        narrator.line("delete it with: ./arcipelago login && ./arcipelago delete " + running.id());
        return true;
    }

    private void farewell() {
        narrator.step(
                "See for yourself",
                () -> {
                    int status =
                            client.http().get(URI.create(settings.url() + "/ui/")).statusCode();
                    narrator.line(
                            status == 200
                                    ? "dashboard: " + settings.url() + "/"
                                    : "there is no dashboard in this build (./arcipelago doctor says why)");
                    narrator.line(
                            "logins:    alice, bruno and carla; passwords in "
                                    + settings.passwordFile());
                    return true;
                });
        narrator.plain("");
        narrator.plain("Everything worked. Total time: " + narrator.total());
    }

    private void signOut(HeldSession session) {
        try {
            session.close();
        } catch (CliFailure e) {
            client.terminal()
                    .note("The demonstration's sign-in could not be given back: " + e.text());
        }
    }
}
