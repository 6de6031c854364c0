package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sites' own door for operators and tests. */
record SiteInABox(Product product) {

    private static final List<String> SITES = List.of("ELBA", "ISCHIA");

    /** What tenants have on all sites, one {@code site kind name} each. */
    Set<String> objects() {
        Set<String> found = new TreeSet<>();
        for (String site : SITES) {
            JsonNode objects =
                    JsonMapper.shared()
                            .readTree(send("GET", "/_admin/objects?site=" + site, ""))
                            .path("objects");
            objects.forEach(it ->
                    found.add(
                            site
                                    + " "
                                    + it.path("kind").asString("")
                                    + " "
                                    + it.path("name").asString("")));
        }
        return found;
    }

    /** The next server of a site boots and lets nobody in, as many times as said. */
    void makeUnreachable(String site, int times) {
        send(
                "POST",
                "/_admin/faults",
                "{\"site\":\"%s\",\"kind\":\"unreachable\",\"count\":%d}".formatted(site, times));
    }

    void clearFaults() {
        send("DELETE", "/_admin/faults", "");
    }

    private String send(String method, String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(URI.create(product.siteUrl() + path))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as("%s", response.body()).isBetween(200, 299);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
