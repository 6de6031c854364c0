package io.arcipelago.site.identity;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.work.Site;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens and the catalogue as Keystone writes them. */
final class TokenViews {

    static final String DOMAIN_ID = "default";

    private static final String[] INTERFACES = {"public", "internal", "admin"};

    private final Site site;

    TokenViews(Site site) {
        this.site = site;
    }

    ObjectNode token(TokenContent content) {
        ObjectNode body = JsonBody.object();
        ObjectNode token = body.putObject("token");
        ArrayNode methods = token.putArray("methods");
        content.methods().forEach(methods::add);
        token.put("issued_at", content.issuedAt().toString())
                .put("expires_at", content.expiresAt().toString());
        token.putArray("audit_ids").add(content.auditId());
        user(content, token.putObject("user"));
        content.projectId()
                .flatMap(site.config()::project)
                .ifPresent(project -> {
                    ObjectNode scope =
                            token.putObject("project")
                                    .put("id", project.id())
                                    .put("name", project.name());
                    domain(scope.putObject("domain"), DOMAIN_ID, "Default");
                    ArrayNode roles = token.putArray("roles");
                    role(roles, "member");
                    role(roles, "reader");
                    if (content.admin()) {
                        role(roles, "admin");
                    }
                    token.set("catalog", catalog(project.id()));
                });
        return body;
    }

    private void user(TokenContent content, ObjectNode user) {
        user.put("id", content.userId()).put("name", content.userName());
        if (content.identityProvider().isEmpty()) {
            domain(user.putObject("domain"), DOMAIN_ID, "Default");
            user.putNull("password_expires_at");
            return;
        }
        String provider = content.identityProvider().get();
        String id = SiteConfig.idOf(site.config().name(), "domain", provider).replace("-", "");
        domain(user.putObject("domain"), id, id);
        ObjectNode federation = user.putObject("OS-FEDERATION");
        ArrayNode groups = federation.putArray("groups");
        content.groups()
                .forEach(it ->
                        groups.addObject()
                                .put(
                                        "id",
                                        SiteConfig.idOf(site.config().name(), "group", it)
                                                .replace("-", "")));
        federation.putObject("identity_provider").put("id", provider);
        federation.putObject("protocol").put("id", content.protocol().orElse(""));
    }

    private static void domain(ObjectNode domain, String id, String name) {
        domain.put("id", id).put("name", name);
    }

    private void role(ArrayNode roles, String name) {
        roles.addObject()
                .put("id", SiteConfig.idOf(site.config().name(), "role", name).replace("-", ""))
                .put("name", name);
    }

    ArrayNode catalog(String projectId) {
        Map<String, String> services = new LinkedHashMap<>();
        services.put("identity", "/identity/v3");
        services.put("compute", "/compute/v2.1");
        // Neutron and Glance stand in real catalogues without their version.
        services.put("network", "/network");
        services.put("image", "/image");
        services.put("volumev3", "/volume/v3/" + projectId);
        ArrayNode catalog = JsonBody.object().putArray("catalog");
        services.forEach((type, path) -> service(catalog.addObject(), type, path));
        return catalog;
    }

    private void service(ObjectNode service, String type, String path) {
        String site = this.site.config().name();
        service.put("type", type)
                .put("name", type)
                .put("id", SiteConfig.idOf(site, "service", type).replace("-", ""));
        ArrayNode endpoints = service.putArray("endpoints");
        for (String region : this.site.config().regions()) {
            for (String face : INTERFACES) {
                endpoints
                        .addObject()
                        .put(
                                "id",
                                SiteConfig.idOf(site, "endpoint", type + region + face)
                                        .replace("-", ""))
                        .put("interface", face)
                        .put("region", region)
                        .put("region_id", region)
                        .put("url", this.site.publicUrl() + path);
            }
        }
    }
}
