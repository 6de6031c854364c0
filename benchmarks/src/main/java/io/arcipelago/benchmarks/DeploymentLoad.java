package io.arcipelago.benchmarks;

import io.arcipelago.cli.session.Api;
import io.arcipelago.cli.session.FormVisitor;
import io.arcipelago.cli.session.HeldSession;
import io.arcipelago.cli.session.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates many deployments at once on simulated servers, waits for all of them, deletes them, and
 * tells what that has cost the application, the site in a box and the database.
 *
 * <p>Arguments: the product's address, its data directory, how many deployments.
 */
public final class DeploymentLoad {

    /** The first round runs on a JVM that has just started; the later ones on a warm one. */
    private static final int ROUNDS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Api api;

    private DeploymentLoad(Api api) {
        this.api = api;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: DeploymentLoad URL DATA_DIR COUNT");
            System.exit(2);
        }
        URI url = URI.create(args[0]);
        Path data = Path.of(args[1]);
        int count = Integer.parseInt(args[2]);
        JsonMapper json = Api.documents();
        try (Http http = new Http(Duration.ofSeconds(60))) {
            HeldSession session =
                    HeldSession.open(
                            http,
                            json,
                            InstantSource.system(),
                            url,
                            new FormVisitor("alice", password(data)));
            DeploymentLoad load = new DeploymentLoad(new Api(http, json, url, session));
            Costs before = Costs.of(data);
            System.out.printf(
                    "idle: %.0f MiB in all (application %.0f, site %.0f, database %.0f)%n",
                    before.app().residentMib()
                            + before.site().residentMib()
                            + before.database().residentMib(),
                    before.app().residentMib(),
                    before.site().residentMib(),
                    before.database().residentMib());
            boolean allWell = true;
            for (int round = 1; round <= ROUNDS; round++) {
                System.out.printf("round %d%n", round);
                allWell &= load.round(data, count);
            }
            if (!allWell) {
                System.exit(1);
            }
        }
    }

    /** What the three processes of the product have cost. */
    private record Costs(ProcessCost app, ProcessCost site, ProcessCost database) {

        static Costs of(Path data) {
            return new Costs(
                    ProcessCost.of(
                            ProcessCost.matching("--arcipelago.data-dir=" + data + " ").stream()
                                    .filter(pid -> !isDatabase(pid))
                                    .toList()),
                    ProcessCost.of(ProcessCost.matching("--data " + data + "/site")),
                    ProcessCost.of(ProcessCost.matching("postgres -D " + data)));
        }

        private static boolean isDatabase(long pid) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .map(command -> command.endsWith("/postgres"))
                    .orElse(false);
        }
    }

    private static void report(
            String what, int count, int ended, long start, Costs before, Costs after) {
        double app = after.app().cpuSeconds() - before.app().cpuSeconds();
        double site = after.site().cpuSeconds() - before.site().cpuSeconds();
        double database = after.database().cpuSeconds() - before.database().cpuSeconds();
        System.out.printf(
                "%s: %d of %d ended well in %.1f s; CPU per deployment: application %.1f ms,"
                        + " site %.1f ms, database %.1f ms%n",
                what,
                ended,
                count,
                (System.nanoTime() - start) / 1e9,
                1000 * app / count,
                1000 * site / count,
                1000 * database / count);
    }

    /** Creates and deletes; answers whether everything ended well. */
    private boolean round(Path data, int count) throws InterruptedException, ExecutionException {
        int goneBefore = count("DELETE_COMPLETE");
        Costs before = Costs.of(data);
        long start = System.nanoTime();
        List<String> ids = create(count);
        int complete = await(count, "CREATE_COMPLETE");
        report("create", count, complete, start, before, Costs.of(data));
        Costs created = Costs.of(data);
        long deletion = System.nanoTime();
        delete(ids);
        int gone = await(goneBefore + count, "DELETE_COMPLETE") - goneBefore;
        report("delete", count, gone, deletion, created, Costs.of(data));
        return complete == count && gone == count;
    }

    private List<String> create(int count) throws InterruptedException, ExecutionException {
        List<String> ids = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Map<String, Object> request =
                        Map.of("service", "web-service", "group", "astro", "title", "load " + i);
                answers.add(
                        clients.submit(() ->
                                api.post("/orchestrator/v2/deployments", request)
                                        .path("id")
                                        .asString("")));
            }
            for (Future<String> answer : answers) {
                ids.add(answer.get());
            }
        }
        return ids;
    }

    private void delete(List<String> ids) throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> answers =
                    ids.stream()
                            .map(id ->
                                    clients.submit(
                                            () -> api.delete("/orchestrator/v2/deployments/" + id)))
                            .toList();
            for (Future<JsonNode> answer : answers) {
                answer.get();
            }
        }
    }

    /** Looks at the list every second, which costs little; answers how many reached the state. */
    private int await(int wanted, String status) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int reached = 0;
        while (reached < wanted && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            reached = count(status);
            if (count("CREATE_IN_PROGRESS") + count("DELETE_IN_PROGRESS") == 0) {
                return count(status);
            }
        }
        return reached;
    }

    private int count(String status) {
        try {
            return ask(status);
        } catch (RuntimeException lost) {
            // An idle connection may be closed just when it is used again.
            return ask(status);
        }
    }

    private int ask(String status) {
        return api.get("/orchestrator/v2/deployments?deleted=true&size=1&status=" + status)
                .path("totalElements")
                .asInt(0);
    }

    private static String password(Path data) throws IOException {
        return Files.readAllLines(data.resolve("demo-credentials")).stream()
                .filter(line -> line.startsWith("alice "))
                .map(line -> line.substring("alice ".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no login of alice in " + data));
    }
}
