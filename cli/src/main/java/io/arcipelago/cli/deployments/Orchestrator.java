package io.arcipelago.cli.deployments;

import io.arcipelago.cli.session.Api;
import io.arcipelago.cli.session.Http;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The orchestrator's native interface ({@code openapi/orchestrator.yaml}). Answers stay JSON where
 * a command shows them as they are.
 */
public final class Orchestrator {

    private static final String ROOT = "/orchestrator/v2";
    private static final int PAGE = 200;
    private static final int LOG_PAGE = 2000;
    private static final int TRIES = 3;

    private final Api api;

    public Orchestrator(Api api) {
        this.api = api;
    }

    public Api api() {
        return api;
    }

    JsonNode services(String group) {
        return api.get(ROOT + "/catalogue?group=" + Api.encode(group));
    }

    JsonNode service(String id, String group) {
        return api.get(ROOT + "/catalogue/" + Api.encode(id) + "?group=" + Api.encode(group));
    }

    JsonNode siteDocument(String group) {
        return api.get(ROOT + "/sites?group=" + Api.encode(group));
    }

    /** The services that a group may deploy. */
    public List<CatalogueService> catalogue(String group) {
        return list(services(group), CatalogueService.class);
    }

    /** The sites that a group may use. */
    public List<Site> sites(String group) {
        return list(siteDocument(group), Site.class);
    }

    /** What a request would create. */
    public JsonNode plan(Map<String, Object> request) {
        return api.post(ROOT + "/plans", request);
    }

    /**
     * Starts a deployment. The request's id makes repetitions harmless, so a lost answer is asked
     * for again.
     *
     * @param request with an id of its own
     */
    public JsonNode create(Map<String, Object> request) {
        for (int failures = 1; ; failures++) {
            try {
                return api.post(ROOT + "/deployments", request);
            } catch (Http.Unreachable e) {
                if (failures == TRIES) {
                    throw e;
                }
            }
        }
    }

    JsonNode page(String query) {
        return api.get(ROOT + "/deployments?" + query);
    }

    /** The deployment's document. */
    public JsonNode document(String id) {
        return api.get(ROOT + "/deployments/" + Api.encode(id));
    }

    public Deployment deployment(String id) {
        return api.read(document(id), Deployment.class);
    }

    public JsonNode delete(String id) {
        return api.delete(ROOT + "/deployments/" + Api.encode(id));
    }

    Credentials credentials(String id) {
        return api.read(
                api.get(ROOT + "/deployments/" + Api.encode(id) + "/credentials"),
                Credentials.class);
    }

    JsonNode logPage(String id, long after) {
        return api.get(
                "%s/deployments/%s/log?after=%d&size=%d"
                        .formatted(ROOT, Api.encode(id), after, LOG_PAGE));
    }

    /** The whole log so far. */
    public List<LogLine> log(String id) {
        List<LogLine> lines = new ArrayList<>();
        long after = 0;
        while (true) {
            List<LogLine> page = list(logPage(id, after), LogLine.class);
            lines.addAll(page);
            if (page.isEmpty() || page.getLast().number() <= after) {
                return lines;
            }
            after = page.getLast().number();
        }
    }

    InputStream events(String id, long after) {
        return api.stream(
                ROOT + "/deployments/" + Api.encode(id) + "/events",
                after > 0 ? Long.toString(after) : "");
    }

    /** The full id of a deployment that is given in short or in full. */
    String resolve(String given) {
        return ShortIds.isFull(given) ? ShortIds.normal(given) : ShortIds.resolve(given, mine());
    }

    private List<Deployment> mine() {
        List<Deployment> all = new ArrayList<>();
        for (int number = 0; ; number++) {
            DeploymentPage page =
                    api.read(
                            page("scope=mine&deleted=true&size=%d&page=%d".formatted(PAGE, number)),
                            DeploymentPage.class);
            all.addAll(page.content());
            if (page.content().isEmpty() || all.size() >= page.totalElements()) {
                return all;
            }
        }
    }

    <T> List<T> list(JsonNode array, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (JsonNode node : array) {
            values.add(api.read(node, type));
        }
        return values;
    }
}
