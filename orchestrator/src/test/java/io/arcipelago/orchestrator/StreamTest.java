package io.arcipelago.orchestrator;

import static io.arcipelago.orchestrator.TestOrchestrator.JSON;
import static io.arcipelago.orchestrator.TestOrchestrator.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following a deployment by server-sent events. */
class StreamTest {

    private static TestOrchestrator paas;

    private record Event(String name, String id, String data) {}

    @BeforeAll
    static void start(@TempDir Path directory) {
        paas = TestOrchestrator.start(directory);
    }

    @AfterAll
    static void stop() {
        paas.close();
    }

    /** Follows until the server ends the stream. */
    private static List<Event> follow(String id, String... headers) {
        HttpResponse<String> answer =
                paas.get(paas.alice(), NATIVE + "/" + id + "/events", headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        List<Event> events = new ArrayList<>();
        for (String block : answer.body().split("\n\n", -1)) {
            String name = "";
            String number = "";
            StringBuilder data = new StringBuilder();
            for (String line : block.split("\n", -1)) {
                int colon = line.indexOf(':');
                String value = line.substring(colon + 1);
                switch (line.substring(0, Math.max(0, colon))) {
                    case "event" -> name = value;
                    case "id" -> number = value;
                    case "data" -> data.append(value);
                    default -> {}
                }
            }
            if (!name.isEmpty()) {
                events.add(new Event(name, number, data.toString()));
            }
        }
        return events;
    }

    private static List<Event> only(String name, List<Event> events) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    private static String status(Event event) {
        return JSON.readTree(event.data()).get("status").asString();
    }

    @Test
    void aFollowerSeesTheDeploymentAtOnceThenEachLineOnceAndTheEnd() {
        String id = paas.deploy("virtual-machine");
        List<Event> events = follow(id);
        assertThat(events.getFirst().name()).isEqualTo("deployment");
        assertThat(status(events.getFirst())).isEqualTo("CREATE_IN_PROGRESS");
        List<Event> shown = only("deployment", events);
        assertThat(status(shown.getLast())).isEqualTo("CREATE_COMPLETE");
        List<Long> numbers =
                only("log", events).stream().map(event -> Long.valueOf(event.id())).toList();
        assertThat(numbers).hasSizeGreaterThan(3).isSorted().doesNotHaveDuplicates();
        assertThat(events.toString()).contains("CREATE_COMPLETE");

        // A client that comes back with the last line it has gets the lines after it, and no other.
        long half = numbers.get(numbers.size() / 2);
        List<Event> resumed = follow(id, "Last-Event-ID", Long.toString(half));
        assertThat(resumed.getFirst().name()).isEqualTo("deployment");
        assertThat(only("log", resumed))
                .extracting(event -> Long.valueOf(event.id()))
                .containsExactlyElementsOf(
                        numbers.stream().filter(number -> number > half).toList());
    }

    @Test
    void aSettledDeploymentIsToldAndTheStreamEnds() {
        String id = paas.deploy("virtual-machine");
        paas.awaitRest(id, "CREATE_COMPLETE");
        List<Event> events = follow(id, "Last-Event-ID", "not a number");
        assertThat(only("deployment", events)).hasSize(1);
        assertThat(only("log", events)).isNotEmpty();
    }
}
