package io.arcipelago.openstack;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds the current token, renews it before it ends and once when a service refuses it. */
final class Session {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(2);

    private final SiteConnection site;
    private final Login login;
    private final ProjectScope scope;
    private final String region;
    private final EndpointInterface face;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Token current;

    Session(
            SiteConnection site,
            Credentials credentials,
            ProjectScope scope,
            String region,
            EndpointInterface face) {
        this.site = site;
        this.login = new Login(site, credentials);
        this.scope = scope;
        this.region = region;
        this.face = face;
    }

    int pageSize() {
        return site.settings().pageSize();
    }

    String projectId() {
        return token().projectId();
    }

    List<CatalogueEndpoint> catalogue() {
        return token().catalogue();
    }

    /** False if the region has endpoints, but none of this service. */
    boolean supplies(ServiceType service) {
        List<String> types =
                catalogue().stream()
                        .filter(it -> it.region().equals(region))
                        .filter(it -> it.face().equals(face.wireName()))
                        .map(CatalogueEndpoint::type)
                        .toList();
        return types.isEmpty() || service.catalogueTypes().stream().anyMatch(types::contains);
    }

    /** The project as Keystone describes it, or as far as the token does. */
    ProjectDetails project() {
        Token token = token();
        ApiRequest request =
                new ApiRequest(
                        "GET",
                        URI.create(
                                site.keystone() + "/projects/" + Login.segment(token.projectId())),
                        Map.of("X-Auth-Token", token.value(), "Accept", "application/json"),
                        Optional.empty(),
                        true,
                        List.of(token.value()));
        String description = "";
        try {
            description =
                    Json.text(
                            site.transport().send(request).json(request).path("project"),
                            "description");
        } catch (OpenStackException e) {
            // A policy may keep it from members; all else that matters is in the token.
            if (e.kind() != Kind.AUTH && e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
        return new ProjectDetails(
                token.projectId(), token.projectName(), token.projectDomainId(), description);
    }

    /**
     * Calls a service of the catalogue.
     *
     * @param path below the endpoint, beginning with a slash, query included
     */
    Answer call(
            ServiceType service,
            String method,
            String path,
            Map<String, String> headers,
            Optional<JsonNode> body,
            boolean repeatable) {
        Token token = token();
        try {
            return send(token, service, method, path, headers, body, repeatable);
        } catch (OpenStackException e) {
            if (e.status() != 401) {
                throw e;
            }
            // The service refused the token before it did anything, so even a POST may follow.
            return send(renewed(token), service, method, path, headers, body, repeatable);
        }
    }

    private Answer send(
            Token token,
            ServiceType service,
            String method,
            String path,
            Map<String, String> headers,
            Optional<JsonNode> body,
            boolean repeatable) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("X-Auth-Token", token.value());
        all.put("Accept", "application/json");
        body.ifPresent(_ -> all.put("Content-Type", "application/json"));
        ApiRequest request =
                new ApiRequest(
                        method,
                        URI.create(endpoint(token, service) + path),
                        all,
                        body.map(Json.MAPPER::writeValueAsBytes),
                        repeatable,
                        List.of(token.value()));
        ApiResponse response = site.transport().send(request, service + "/" + region);
        return new Answer(response.status(), response.json(request));
    }

    /** Status and body of an answer below 400. */
    record Answer(int status, JsonNode body) {}

    private String endpoint(Token token, ServiceType service) {
        for (String type : service.catalogueTypes()) {
            for (CatalogueEndpoint endpoint : token.catalogue()) {
                if (endpoint.type().equals(type)
                        && endpoint.region().equals(region)
                        && endpoint.face().equals(face.wireName())) {
                    return service.versioned(endpoint.url());
                }
            }
        }
        List<String> regions = new ArrayList<>();
        for (CatalogueEndpoint endpoint : token.catalogue()) {
            if (!regions.contains(endpoint.region())) {
                regions.add(endpoint.region());
            }
        }
        throw new OpenStackException(
                Kind.UNAVAILABLE,
                "The catalogue of "
                        + site.keystone()
                        + " has no "
                        + face.wireName()
                        + " endpoint of '"
                        + service.catalogueTypes().getFirst()
                        + "' in region '"
                        + region
                        + "'; its regions are "
                        + regions);
    }

    private Token token() {
        Token token = current;
        return token != null && fresh(token) ? token : renewed(token);
    }

    private boolean fresh(Token token) {
        Duration tenth = Duration.between(token.issuedAt(), token.expiresAt()).dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        Instant now = site.clock().instant();
        return now.isBefore(token.expiresAt().minus(margin));
    }

    /** One login at a time: whoever waited for it uses its result. */
    @SuppressWarnings("ReferenceEquality") // That very token was refused.
    private Token renewed(@Nullable Token refused) {
        renewal.lock();
        try {
            Token token = current;
            if (token != null && token != refused && fresh(token)) {
                return token;
            }
            Token next = login.scoped(scope);
            current = next;
            return next;
        } finally {
            renewal.unlock();
        }
    }
}
