package io.arcipelago.openstack;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Keystone v3 exchanges that end in a token. */
final class Login {

    private final SiteConnection site;
    private final Credentials credentials;

    Login(SiteConnection site, Credentials credentials) {
        this.site = site;
        this.credentials = credentials;
    }

    /** A token for one project, with the catalogue. */
    Token scoped(ProjectScope scope) {
        return switch (credentials) {
            case Credentials.Password password ->
                    token(passwordIdentity(password), Optional.of(scope), password.password());
            case Credentials.ApplicationCredential application -> {
                ObjectNode identity = identity("application_credential");
                identity.putObject("application_credential")
                        .put("id", application.id())
                        .put("secret", application.secret());
                // Keystone refuses a scope here: the credential itself names the project.
                yield token(identity, Optional.empty(), application.secret());
            }
            case Credentials.FederatedAccessToken federated -> {
                Token unscoped = federated(federated);
                yield token(tokenIdentity(unscoped), Optional.of(scope), unscoped.value());
            }
        };
    }

    /** A token without a project, good for asking which projects there are. */
    Token unscoped() {
        return switch (credentials) {
            case Credentials.Password password ->
                    token(passwordIdentity(password), Optional.empty(), password.password());
            case Credentials.ApplicationCredential _ ->
                    throw new IllegalArgumentException(
                            "an application credential is bound to one project");
            case Credentials.FederatedAccessToken federated -> federated(federated);
        };
    }

    private Token federated(Credentials.FederatedAccessToken federated) {
        String accessToken = federated.accessToken().get();
        URI uri =
                URI.create(
                        site.keystone()
                                + "/OS-FEDERATION/identity_providers/"
                                + segment(federated.identityProvider())
                                + "/protocols/"
                                + segment(federated.protocol())
                                + "/auth");
        return exchange(
                new ApiRequest(
                        "POST",
                        uri,
                        Map.of(
                                "Accept",
                                "application/json",
                                "Authorization",
                                "Bearer " + accessToken),
                        Optional.empty(),
                        true,
                        List.of(accessToken)));
    }

    private Token token(ObjectNode identity, Optional<ProjectScope> scope, String secret) {
        ObjectNode auth = Json.object();
        auth.set("identity", identity);
        scope.ifPresent(wanted -> auth.putObject("scope").set("project", project(wanted)));
        ObjectNode body = Json.object();
        body.set("auth", auth);
        return exchange(
                new ApiRequest(
                        "POST",
                        URI.create(site.keystone() + "/auth/tokens"),
                        Map.of("Accept", "application/json", "Content-Type", "application/json"),
                        Optional.of(Json.MAPPER.writeValueAsBytes(body)),
                        // A second token does no harm, so an unclear outcome may be repeated.
                        true,
                        List.of(secret)));
    }

    private Token exchange(ApiRequest request) {
        ApiResponse response = site.transport().send(request);
        String value =
                response.headers()
                        .firstValue("x-subject-token")
                        .orElseThrow(() ->
                                new OpenStackException(
                                        OpenStackException.Kind.TRANSIENT,
                                        request.describe() + ": answer without X-Subject-Token"));
        JsonNode token = response.json(request).path("token");
        Instant now = site.clock().instant();
        return new Token(
                value,
                Json.time(token, "issued_at").orElse(now),
                Json.time(token, "expires_at").orElse(now.plusSeconds(300)),
                Json.text(token.path("project"), "id"),
                Json.text(token.path("project"), "name"),
                Json.text(token.path("project").path("domain"), "id"),
                catalogue(token));
    }

    private static List<CatalogueEndpoint> catalogue(JsonNode token) {
        List<CatalogueEndpoint> endpoints = new ArrayList<>();
        for (JsonNode service : token.path("catalog")) {
            for (JsonNode endpoint : service.path("endpoints")) {
                endpoints.add(
                        new CatalogueEndpoint(
                                Json.text(service, "type"),
                                Json.text(service, "name"),
                                Json.optionalText(endpoint, "region_id")
                                        .orElseGet(() -> Json.text(endpoint, "region")),
                                Json.text(endpoint, "interface"),
                                Json.text(endpoint, "url")));
            }
        }
        return List.copyOf(endpoints);
    }

    private static ObjectNode passwordIdentity(Credentials.Password password) {
        ObjectNode identity = identity("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", password.username()).put("password", password.password());
        user.putObject("domain").put("name", password.userDomain());
        return identity;
    }

    private static ObjectNode tokenIdentity(Token unscoped) {
        ObjectNode identity = identity("token");
        identity.putObject("token").put("id", unscoped.value());
        return identity;
    }

    private static ObjectNode identity(String method) {
        ObjectNode identity = Json.object();
        identity.putArray("methods").add(method);
        return identity;
    }

    private static ObjectNode project(ProjectScope scope) {
        ObjectNode project = Json.object();
        switch (scope) {
            case ProjectScope.ById(String id) -> project.put("id", id);
            case ProjectScope.ByName(String name, String domain) -> {
                project.put("name", name);
                project.putObject("domain").put("name", domain);
            }
        }
        return project;
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
