package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A deployment that a person has asked for. */
record Deployed(Person owner, String id) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Asks for a service on a site for the group astro. */
    static Deployed request(
            Person owner,
            String service,
            String provider,
            String title,
            Map<String, Object> inputs) {
        Person.Answer answer =
                owner.post(
                        "/orchestrator/v2/deployments",
                        Map.of(
                                "service", service,
                                "group", "astro",
                                "title", title,
                                "inputs", inputs,
                                "placement", Map.of("provider", provider, "region", "RegionOne")));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return new Deployed(owner, answer.body().path("id").asString(""));
    }

    /** The deployments of a person that are not deleted. */
    static List<Deployed> of(Person owner) {
        List<Deployed> found = new ArrayList<>();
        owner.get("/orchestrator/v2/deployments?size=200")
                .body()
                .path("content")
                .forEach(it -> found.add(new Deployed(owner, it.path("id").asString(""))));
        return found;
    }

    String path() {
        return "/orchestrator/v2/deployments/" + id;
    }

    JsonNode now() {
        Person.Answer answer = owner.get(path());
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    String status() {
        return now().path("status").asString("");
    }

    /**
     * Waits for a status; fails at once, with the reason and the log, when another one is final.
     */
    JsonNode awaitStatus(String wanted) {
        JsonNode settled =
                awaitThat(it -> !it.path("status").asString("").endsWith("_IN_PROGRESS"));
        assertThat(settled.path("status").asString(""))
                .as("%s\n%s", settled.path("statusReason").asString(""), String.join("\n", log()))
                .isEqualTo(wanted);
        return settled;
    }

    /** Waits until the deployment looks as wanted, and returns how it looked. */
    JsonNode awaitThat(Predicate<JsonNode> condition) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(this::now, condition);
    }

    /** Waits until the step machine is in a phase. */
    JsonNode awaitPhase(String phase) {
        return awaitThat(it -> it.path("phase").asString("").equals(phase));
    }

    /** Waits for a line of the log that contains a text. */
    void awaitLog(String text) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(this::log, lines -> lines.stream().anyMatch(it -> it.contains(text)));
    }

    /** The log, each line with its source before it. */
    List<String> log() {
        List<String> lines = new ArrayList<>();
        owner.get(path() + "/log")
                .body()
                .forEach(line ->
                        lines.add(
                                line.path("source").asString("")
                                        + ": "
                                        + line.path("text").asString("")));
        return lines;
    }

    void requestDeletion() {
        assertThat(owner.delete(path()).status()).isEqualTo(202);
    }

    void delete() {
        requestDeletion();
        awaitStatus("DELETE_COMPLETE");
    }

    /** An output's value as text. */
    String output(String name) {
        for (JsonNode output : now().path("outputs")) {
            if (output.path("name").asString("").equals(name)) {
                return output.path("value").asString("");
            }
        }
        throw new AssertionError("No output " + name + " in " + now().path("outputs"));
    }
}
