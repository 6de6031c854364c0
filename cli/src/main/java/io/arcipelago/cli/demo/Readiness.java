package io.arcipelago.cli.demo;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Times;
import io.arcipelago.cli.session.Http;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Waits until an installation says that it and everything it depends on is up. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Http http;
    private final JsonMapper json;
    private final InstantSource clock;

    Readiness(Http http, JsonMapper json, InstantSource clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /** What a look at the health gave: what is up, or why it is not. */
    private record Health(boolean up, String text) {}

    /** Waits and tells what is up, such as {@code db, kafka}. */
    String await(URI url, Duration patience) {
        URI address = URI.create(url + "/actuator/health");
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            Health health = look(address);
            if (health.up()) {
                return health.text();
            }
            if (clock.instant().isAfter(deadline)) {
                throw new CliFailure(
                        "%s is not up after %s: %s"
                                .formatted(url, Times.duration(patience), health.text()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The services of the installation. */
    List<String> services(URI url) {
        URI address = URI.create(url + "/.well-known/arcipelago");
        JsonNode card = document(http.get(address));
        if (!card.path("product").asString("").equals("arcipelago")) {
            throw new CliFailure(url + " is another program; give the right address with --url");
        }
        List<String> names = new ArrayList<>();
        card.path("services").forEach(name -> names.add(name.asString()));
        return names;
    }

    private Health look(URI address) {
        HttpResponse<String> answer;
        try {
            answer = http.get(address);
        } catch (Http.Unreachable notYet) {
            return new Health(false, notYet.text());
        }
        JsonNode document = document(answer);
        String status = document.path("status").asString("no health document");
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        document.path("components")
                .properties()
                .forEach(component -> {
                    String state = component.getValue().path("status").asString("");
                    if (state.equals("UP")) {
                        up.add(component.getKey());
                    } else {
                        down.add(component.getKey() + " " + state);
                    }
                });
        boolean healthy = answer.statusCode() == 200 && status.equals("UP");
        return new Health(
                healthy,
                healthy
                        ? String.join(", ", up)
                        : "status "
                                + status
                                + (down.isEmpty() ? "" : ", " + String.join(", ", down)));
    }

    private JsonNode document(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException notJson) {
            return json.createObjectNode();
        }
    }
}
