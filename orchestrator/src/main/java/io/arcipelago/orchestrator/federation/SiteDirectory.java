package io.arcipelago.orchestrator.federation;

import io.arcipelago.openstack.ConnectionSettings;
import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.SiteConnection;
import io.arcipelago.openstack.Sleeper;
import io.arcipelago.orchestrator.federation.FederationProperties.SiteEntry;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The sites we know, and connections to them. */
@Component
public class SiteDirectory implements AutoCloseable {

    private final Map<SiteKey, SiteEntry> entries = new LinkedHashMap<>();
    private final Map<SiteKey, SiteConnection> connections = new LinkedHashMap<>();

    public SiteDirectory(FederationProperties properties, InstantSource clock) {
        ConnectionSettings settings =
                ConnectionSettings.defaults()
                        .withMaxConcurrent(properties.maxConcurrentRequests())
                        .withRequestTimeout(properties.requestTimeout());
        for (SiteEntry site : properties.sites()) {
            if (entries.put(site.key(), site) != null) {
                throw new IllegalArgumentException(
                        "arcipelago.federation.sites names %s twice".formatted(site.key()));
            }
            connections.put(
                    site.key(),
                    new SiteConnection(site.keystone(), settings, clock, Sleeper.system()));
        }
    }

    /** The sites with a project for this group, in the order of the configuration. */
    public List<ProjectOnSite> forGroup(String group) {
        return entries.values().stream()
                .filter(site -> site.projects().containsKey(group))
                .map(site -> new ProjectOnSite(site, site.projects().get(group)))
                .toList();
    }

    /**
     * The site that a placement policy names.
     *
     * @param sla the id of the group's agreement with a provider, or the provider's name
     * @param region one of the provider's regions; its first one if absent
     */
    public Optional<SiteKey> bySla(String group, String sla, Optional<String> region) {
        return forGroup(group).stream()
                .map(ProjectOnSite::site)
                .filter(site ->
                        sla.equals(site.slas().get(group)) || sla.equalsIgnoreCase(site.provider()))
                .filter(site -> region.map(site.region()::equals).orElse(true))
                .map(SiteEntry::key)
                .findFirst();
    }

    /** The site's entry; raises not-found if the federation has lost it. */
    public SiteEntry get(SiteKey key) {
        return Optional.ofNullable(entries.get(key))
                .orElseThrow(() ->
                        new ApiFailure(
                                HttpStatus.CONFLICT,
                                FailureClass.UNAVAILABLE,
                                "site-unknown",
                                "%s is not part of the federation any more".formatted(key),
                                Map.of()));
    }

    /** A client that acts with the access tokens of one person in one project. */
    public OpenStackClient open(SiteKey key, String project, Supplier<String> accessToken) {
        SiteEntry site = get(key);
        SiteConnection connection = connections.get(key);
        if (connection == null) {
            throw new IllegalStateException("no connection for " + key);
        }
        return OpenStackClient.open(
                connection,
                new Credentials.FederatedAccessToken(
                        site.identityProvider(), site.protocol(), accessToken),
                ProjectScope.name(project),
                key.region());
    }

    @Override
    public void close() {
        connections.values().forEach(SiteConnection::close);
    }

    /** A site and the project that a group has there. */
    public record ProjectOnSite(SiteEntry site, String project) {}
}
