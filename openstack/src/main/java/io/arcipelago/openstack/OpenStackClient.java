package io.arcipelago.openstack;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One caller's view of one project in one region of a site. Logs in at the first call, renews its
 * token by itself; safe for use by many threads. All methods block and raise {@link
 * OpenStackException}.
 */
public final class OpenStackClient {

    private final Session session;
    private final Nova nova;
    private final Neutron neutron;
    private final Glance glance;
    private final Cinder cinder;

    private OpenStackClient(Session session) {
        this.session = session;
        this.nova = new Nova(new ServiceApi(session, ServiceType.COMPUTE));
        this.neutron = new Neutron(new ServiceApi(session, ServiceType.NETWORK));
        this.glance = new Glance(new ServiceApi(session, ServiceType.IMAGE));
        this.cinder = new Cinder(new ServiceApi(session, ServiceType.VOLUME));
    }

    /** A client over the public endpoints. */
    public static OpenStackClient open(
            SiteConnection site, Credentials credentials, ProjectScope project, String region) {
        return open(site, credentials, project, region, EndpointInterface.PUBLIC);
    }

    public static OpenStackClient open(
            SiteConnection site,
            Credentials credentials,
            ProjectScope project,
            String region,
            EndpointInterface face) {
        return new OpenStackClient(new Session(site, credentials, project, region, face));
    }

    /** The projects that these credentials may scope to; not for application credentials. */
    public static List<Project> projects(SiteConnection site, Credentials credentials) {
        Token token = new Login(site, credentials).unscoped();
        ApiRequest request =
                new ApiRequest(
                        "GET",
                        URI.create(site.keystone() + "/auth/projects"),
                        Map.of("X-Auth-Token", token.value(), "Accept", "application/json"),
                        Optional.empty(),
                        true,
                        List.of(token.value()));
        List<Project> projects = new ArrayList<>();
        for (JsonNode node : site.transport().send(request).json(request).path("projects")) {
            projects.add(
                    new Project(
                            Json.id(node),
                            Json.text(node, "name"),
                            Json.text(node, "domain_id"),
                            Json.bool(node, "enabled")));
        }
        return List.copyOf(projects);
    }

    public Nova compute() {
        return nova;
    }

    public Neutron network() {
        return neutron;
    }

    public Glance images() {
        return glance;
    }

    public Cinder volumes() {
        return cinder;
    }

    /** The id of the project that the token is scoped to. */
    public String projectId() {
        return session.projectId();
    }

    /** The project that the token is scoped to. */
    public ProjectDetails project() {
        return session.project();
    }

    /** Every endpoint of every region that the site lists for this project. */
    public List<CatalogueEndpoint> catalogue() {
        return session.catalogue();
    }

    /**
     * Whether the region has this service. True as well if the catalogue does not know the region:
     * a call then says so.
     */
    public boolean supplies(ServiceType service) {
        return session.supplies(service);
    }

    /** The project's quotas with usage, asked of all three services. */
    public ProjectQuotas quotas() {
        return new ProjectQuotas(nova.quotas(), neutron.quotas(), cinder.quotas());
    }

    /**
     * Everything of a deployment in this project, whether or not the call that created it was
     * answered. See {@link Tags} for how objects are marked.
     */
    public DeploymentObjects findByTag(String deployment) {
        return new DeploymentObjects(
                nova.listServersInFull(ServerFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.metadata()))
                        .toList(),
                cinder.volumes().stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.metadata()))
                        .toList(),
                neutron.floatingIps(NetworkFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, "", it.description()))
                        .toList(),
                neutron.ports(NetworkFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.description()))
                        .toList(),
                neutron.routers(NetworkFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.description()))
                        .toList(),
                neutron.subnets(NetworkFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.description()))
                        .toList(),
                neutron.networks(NetworkFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.description()))
                        .toList(),
                neutron.securityGroups(NetworkFilter.all()).stream()
                        .filter(it -> Tags.marks(deployment, it.name(), it.description()))
                        .toList(),
                nova.keyPairs().stream()
                        .filter(it -> it.name().startsWith(Tags.namePrefix(deployment)))
                        .toList());
    }
}
