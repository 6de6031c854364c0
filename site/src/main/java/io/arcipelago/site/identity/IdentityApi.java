package io.arcipelago.site.identity;

import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keystone's routes and the token check of the other services. */
public final class IdentityApi {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityApi.class);
    private static final String REQUIRED = "The request you have made requires authentication.";

    private final Site site;
    private final Identity identity;
    private final TokenViews views;

    public IdentityApi(Site site, Path dataDir) {
        this.site = site;
        this.identity = new Identity(site.config(), dataDir, site.clock());
        this.views = new TokenViews(site);
    }

    /** No caller is known yet on these routes: they read the token themselves. */
    public Routes routes() {
        Routes routes = new Routes();
        String federation =
                "/OS-FEDERATION/identity_providers/{provider}/protocols/{protocol}/auth";
        routes.add("GET", "", (_, _) -> version());
        routes.add("GET", "/", (_, _) -> version());
        routes.add("POST", "/auth/tokens", (request, _) -> login(request));
        routes.add("GET", "/auth/tokens", (request, _) -> inspect(request));
        routes.add("GET", "/auth/projects", (request, _) -> projects(request));
        routes.add("GET", "/auth/catalog", (request, _) -> catalog(request));
        routes.add("POST", federation, (request, _) -> federated(request));
        routes.add("GET", federation, (request, _) -> federated(request));
        return routes;
    }

    /** Raises 401 as the token check in front of Nova, Neutron, Glance and Cinder does. */
    public Caller caller(Request request) {
        return request.header()
                .apply("X-Auth-Token")
                .flatMap(identity::caller)
                .orElseThrow(this::unauthorized);
    }

    private ApiError unauthorized() {
        ApiError plain = ApiError.keystone(401, "Unauthorized", REQUIRED);
        return new ApiError(
                plain.response()
                        .with(
                                Map.of(
                                        "WWW-Authenticate",
                                        "Keystone uri=\"" + site.publicUrl() + "/identity\"")),
                REQUIRED);
    }

    private Response version() {
        ObjectNode body = JsonBody.object();
        ObjectNode version = body.putObject("version").put("id", "v3.14").put("status", "stable");
        version.putArray("links")
                .addObject()
                .put("rel", "self")
                .put("href", site.publicUrl() + "/identity/v3/");
        return Response.json(200, body);
    }

    private Response login(Request request) {
        JsonNode auth =
                JsonBody.read(request.body())
                        .map(it -> it.path("auth"))
                        .filter(JsonNode::isObject)
                        .orElseThrow(() ->
                                ApiError.keystone(
                                        400,
                                        "Bad Request",
                                        "Expecting to find auth in request body."));
        JsonNode credentials = auth.path("identity");
        String method = credentials.path("methods").path(0).asString("");
        TokenContent content =
                switch (method) {
                    case "password" -> password(credentials.path("password").path("user"));
                    case "application_credential" ->
                            application(credentials.path("application_credential"));
                    case "token" ->
                            identity.read(JsonBody.text(credentials.path("token"), "id").orElse(""))
                                    .orElseThrow(this::unauthorized);
                    default -> throw unauthorized();
                };
        return issued(201, scoped(content, auth));
    }

    private TokenContent password(JsonNode user) {
        return identity.password(
                        JsonBody.text(user, "name").orElse(""),
                        JsonBody.text(user, "password").orElse(""))
                .orElseThrow(this::unauthorized);
    }

    private TokenContent application(JsonNode credential) {
        return identity.applicationCredential(
                        JsonBody.text(credential, "id").orElse(""),
                        JsonBody.text(credential, "secret").orElse(""))
                .orElseThrow(this::unauthorized);
    }

    private TokenContent scoped(TokenContent content, JsonNode auth) {
        JsonNode scope = auth.path("scope").path("project");
        if (scope.isMissingNode()) {
            return content;
        }
        if (content.methods().contains("application_credential")) {
            // Bound to its project: a scope is refused, as Keystone does.
            throw unauthorized();
        }
        Optional<Project> project =
                JsonBody.text(scope, "id")
                        .map(site.config()::project)
                        .orElseGet(() -> JsonBody.text(scope, "name").flatMap(identity::byName));
        return identity.scoped(content, project).orElseThrow(this::unauthorized);
    }

    private Response federated(Request request) {
        Optional<String> token =
                request.header()
                        .apply("Authorization")
                        .filter(it -> it.regionMatches(true, 0, "Bearer ", 0, 7))
                        .map(it -> it.substring(7).strip());
        if (token.isEmpty()) {
            return bearerError("invalid_request", "No bearer token found in the request");
        }
        String provider = request.variable("provider");
        try {
            return switch (identity.federated(
                    provider, request.variable("protocol"), token.get())) {
                case Identity.Federated.Accepted(TokenContent content) -> issued(201, content);
                case Identity.Federated.Invalid() ->
                        bearerError("invalid_token", "Reference token could not be introspected");
                case Identity.Federated.Unmapped() -> throw unauthorized();
                case Identity.Federated.OtherProvider() ->
                        throw ApiError.keystone(
                                403,
                                "Forbidden",
                                "You are not authorized to perform the requested action.");
                case Identity.Federated.UnknownProvider() ->
                        throw ApiError.keystone(
                                404,
                                "Not Found",
                                "Could not find Identity Provider: " + provider + ".");
            };
        } catch (IOException e) {
            LOG.warn("Federated login at {}: {}", site.config().name(), e.getMessage());
            return Response.html(503, Map.of("Retry-After", "1"), "Service Unavailable");
        }
    }

    /** The web server in front of Keystone answers these, so they are pages. */
    private static Response bearerError(String error, String description) {
        return Response.html(
                401,
                Map.of(
                        "WWW-Authenticate",
                        "Bearer error=\""
                                + error
                                + "\", error_description=\""
                                + description
                                + "\""),
                "Unauthorized");
    }

    private Response issued(int status, TokenContent content) {
        return Response.json(status, views.token(content))
                .with(Map.of("X-Subject-Token", identity.issue(content), "Vary", "X-Auth-Token"));
    }

    private TokenContent presented(Request request, String header) {
        return request.header()
                .apply(header)
                .flatMap(identity::read)
                .orElseThrow(this::unauthorized);
    }

    private Response inspect(Request request) {
        TokenContent own = presented(request, "X-Auth-Token");
        TokenContent subject =
                request.header()
                        .apply("X-Subject-Token")
                        .flatMap(identity::read)
                        .orElseThrow(
                                () -> ApiError.keystone(404, "Not Found", "Could not find token."));
        if (!own.admin() && !own.userId().equals(subject.userId())) {
            throw ApiError.keystone(
                    403, "Forbidden", "You are not authorized to perform the requested action.");
        }
        return Response.json(200, views.token(subject));
    }

    private Response projects(Request request) {
        List<Project> projects = identity.projects(presented(request, "X-Auth-Token"));
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("projects");
        for (Project project : projects) {
            array.addObject()
                    .put("id", project.id())
                    .put("name", project.name())
                    .put("domain_id", TokenViews.DOMAIN_ID)
                    .put("parent_id", TokenViews.DOMAIN_ID)
                    .put("enabled", true)
                    .put("is_domain", false)
                    .put("description", "");
        }
        return Response.json(200, body);
    }

    private Response catalog(Request request) {
        TokenContent content = presented(request, "X-Auth-Token");
        String projectId =
                content.projectId()
                        .orElseThrow(() ->
                                ApiError.keystone(
                                        403,
                                        "Forbidden",
                                        "A project-scoped token is required to produce a"
                                                + " service catalog."));
        ObjectNode body = JsonBody.object();
        body.set("catalog", views.catalog(projectId));
        return Response.json(200, body);
    }
}
