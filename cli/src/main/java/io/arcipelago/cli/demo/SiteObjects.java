package io.arcipelago.cli.demo;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Problem;
import io.arcipelago.cli.output.Refusal;
import io.arcipelago.cli.session.Api;
import io.arcipelago.cli.session.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What exists on the sites in a box, as the sites themselves tell their operator: not what the
 * orchestrator believes.
 */
final class SiteObjects {

    /** An object on a site. */
    record SiteObject(String site, String kind, String id, String name) {

        /**
         * Whether it was made for a deployment: every object's name begins with the deployment's
         * mark, except a floating IP's, which is known by its id.
         */
        boolean belongsTo(String deployment, Set<String> cloudIds) {
            return name.startsWith("paas-" + deployment + "_") || cloudIds.contains(id);
        }
    }

    private final Http http;
    private final JsonMapper json;
    private final URI siteUrl;

    SiteObjects(Http http, JsonMapper json, URI siteUrl) {
        this.http = http;
        this.json = json;
        this.siteUrl = siteUrl;
    }

    /** Everything that tenants have on a site. */
    List<SiteObject> on(String site) {
        URI address = URI.create(siteUrl + "/_admin/objects?site=" + Api.encode(site));
        HttpResponse<String> answer = http.get(address);
        if (answer.statusCode() != 200) {
            throw new Refusal(Problem.of(answer.statusCode(), answer.body(), json));
        }
        try {
            JsonNode objects = json.readTree(answer.body()).path("objects");
            if (!objects.isArray()) {
                throw new CliFailure(address + " lists no objects; is it a site in a box?");
            }
            List<SiteObject> found = new ArrayList<>();
            for (JsonNode object : objects) {
                found.add(
                        new SiteObject(
                                site,
                                object.path("kind").asString(""),
                                object.path("id").asString(""),
                                object.path("name").asString("")));
            }
            return found;
        } catch (JacksonException e) {
            throw new CliFailure(address + " answered something that is not JSON", e);
        }
    }

    /** Those of one deployment on some sites. */
    List<SiteObject> of(String deployment, Set<String> cloudIds, Set<String> sites) {
        return sites.stream()
                .flatMap(site -> on(site).stream())
                .filter(object -> object.belongsTo(deployment, cloudIds))
                .toList();
    }

    /** Such as {@code 2 port, 1 server}. */
    static String count(List<SiteObject> objects) {
        Map<String, Long> counts =
                objects.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SiteObject::kind, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
