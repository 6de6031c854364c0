package io.arcipelago.benchmarks.provider;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Measures our identity service beside Keycloak: requests per CPU second of the server process, in
 * rounds that take turns, with the database outside the count. Prints Markdown.
 *
 * <p>{@code benchmarks/run-identity} gives the arguments; {@link Options} tells them.
 */
public final class ProviderBenchmark {

    /** Two slices of the warm-up that differ by less are steady. */
    private static final double STEADY = 0.05;

    /** What the just-in-time compilers need at least; on a busy machine a slice may be little. */
    private static final double LEAST_WARM_UP_CPU_SECONDS = 12;

    private static final int MOST_WARM_UPS = 40;

    /** Two of our servers can only be compared when the compilers have finished with both. */
    private static final int COMPILED_AFTER_REQUESTS = 40_000;

    /** PostgreSQL's sessions report what they wrote after ten idle seconds at the latest. */
    private static final int COUNTS_ARRIVE_SECONDS = 12;

    private static final int COUNTED_REQUESTS = 2_000;

    private final Options options;

    /** How many access tokens our service has signed so far in this run. */
    private long issued;

    private ProviderBenchmark(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        try (Databases databases = Databases.start(options.work(), Options.BASE_PORT)) {
            new ProviderBenchmark(options).run(databases);
        }
        System.exit(0);
    }

    private void run(Databases databases) throws Exception {
        List<Provider> providers = new ArrayList<>();
        try {
            Arcipelago ours =
                    Arcipelago.start(
                            options.runnable(),
                            databases.create("arcipelago_few"),
                            Options.BASE_PORT + 1,
                            options.work(),
                            10);
            providers.add(ours);
            if (options.keycloak().isPresent()) {
                providers.add(
                        Keycloak.start(
                                options.keycloak().get(),
                                databases.create("keycloak"),
                                Options.BASE_PORT + 2,
                                options.work()));
            }
            long bytesBefore = ours.tokenTableBytes();
            Map<Work, Map<Provider, Figures>> all = new EnumMap<>(Work.class);
            for (Work work : options.works()) {
                all.put(work, measure(work, providers, 0));
            }
            System.out.println(Table.rates(all, providers));
            Map<Provider, Figures> signIns = all.get(Work.SIGN_IN);
            if (signIns != null) {
                tellHash(of(signIns, ours), ours.passwordHash());
            }
            if (options.writes()) {
                tellWrites(providers);
            }
            while (providers.size() > 1) {
                providers.removeLast().close();
            }
            tellIssued(ours, bytesBefore);
            if (options.live() > 0) {
                providers.add(
                        Arcipelago.start(
                                options.runnable(),
                                databases.create("arcipelago_many"),
                                Options.BASE_PORT + 3,
                                options.work(),
                                options.live()));
                tellFlatness(measure(Work.REFRESH, providers, COMPILED_AFTER_REQUESTS), providers);
            }
        } finally {
            providers.forEach(Provider::close);
        }
    }

    /** Each provider is warmed up until it is steady; then they take turns. */
    private Map<Provider, Figures> measure(
            Work work, List<Provider> providers, long leastWarmUpRequests) throws Exception {
        Map<Provider, Load> loads = new LinkedHashMap<>();
        Map<Provider, Figures> figures = new LinkedHashMap<>();
        try {
            for (Provider provider : providers) {
                if (provider.does(work)) {
                    Load load = new Load(provider, work, options.parallel());
                    loads.put(provider, load);
                    warmUp(provider, work, load, leastWarmUpRequests);
                    figures.put(provider, new Figures());
                }
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Map.Entry<Provider, Load> turn : loads.entrySet()) {
                    Load.Slice slice = turn.getValue().run(options.seconds());
                    count(turn.getKey(), work, slice);
                    of(figures, turn.getKey()).add(slice);
                }
            }
        } finally {
            loads.values().forEach(Load::close);
        }
        figures.forEach((provider, figure) ->
                System.err.println(
                        work.title()
                                + ": "
                                + provider.name()
                                + " "
                                + figure.text()
                                + " per CPU s"));
        return figures;
    }

    private static Figures of(Map<Provider, Figures> figures, Provider provider) {
        return Optional.ofNullable(figures.get(provider)).orElseThrow();
    }

    private void count(Provider provider, Work work, Load.Slice slice) {
        if (provider instanceof Arcipelago && work.issuesTokens()) {
            issued += slice.done();
        }
    }

    private void warmUp(Provider provider, Work work, Load load, long leastRequests)
            throws Exception {
        double before = 0;
        double spent = 0;
        long done = 0;
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            Load.Slice slice = load.run(options.seconds());
            count(provider, work, slice);
            double now = slice.perCpuSecond();
            System.err.printf(
                    Locale.ROOT,
                    "warm-up, %s, %s: %.0f per CPU s%n",
                    work.title(),
                    provider.name(),
                    now);
            spent += slice.cpuSeconds();
            done += slice.done();
            if (spent > LEAST_WARM_UP_CPU_SECONDS
                    && done >= leastRequests
                    && Math.abs(now - before) < STEADY * now) {
                return;
            }
            before = now;
        }
    }

    /** What the tokens of this run have left behind, and what one costs now. */
    private void tellIssued(Arcipelago ours, long bytesBefore) throws Exception {
        if (!options.works().contains(Work.CLIENT_CREDENTIALS)) {
            return;
        }
        try (Load load = new Load(ours, Work.CLIENT_CREDENTIALS, options.parallel())) {
            while (issued < options.issued()) {
                count(ours, Work.CLIENT_CREDENTIALS, load.run(options.seconds()));
            }
        }
        long before = issued;
        Figures again = of(measure(Work.CLIENT_CREDENTIALS, List.of(ours), 0), ours);
        System.out.printf(
                "%d access tokens were issued in this run; client_credentials after the first %d of"
                        + " them: %s per CPU s%n%n",
                issued, before, again.text());
        System.out.printf(
                "Tables of grants, refresh tokens and revocations: %d bytes before, %d after.%n%n",
                bytesBefore, ours.tokenTableBytes());
    }

    /** What the hash of a password costs by itself, on as many threads of this process. */
    private void tellHash(Figures signIn, String hash)
            throws InterruptedException, ExecutionException {
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        Figures bare = new Figures();
        hashes(encoder, hash);
        for (int round = 0; round < options.rounds(); round++) {
            bare.add(hashes(encoder, hash));
        }
        System.out.printf(
                Locale.ROOT,
                "A sign-in costs %.1f ms of CPU, the bare hash (%s) %.1f ms.%n%n",
                signIn.medianMillis(),
                // Without salt and hash.
                hash.replaceFirst("\\$[^$,=]{20,}.*", ""),
                bare.medianMillis());
    }

    private Load.Slice hashes(PasswordEncoder encoder, String hash)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long deadline = start + (long) (options.seconds() * 1e9);
        AtomicLong done = new AtomicLong();
        long cpuNanos = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(options.parallel())) {
            List<Future<Long>> costs = new ArrayList<>();
            for (int i = 0; i < options.parallel(); i++) {
                costs.add(
                        threads.submit(() -> {
                            while (System.nanoTime() < deadline) {
                                if (!encoder.matches(Arcipelago.PASSWORD, hash)) {
                                    throw new IllegalStateException("The hash does not match");
                                }
                                done.incrementAndGet();
                            }
                            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                        }));
            }
            for (Future<Long> cost : costs) {
                cpuNanos += cost.get();
            }
        }
        return new Load.Slice(done.get(), cpuNanos / 1e9, (System.nanoTime() - start) / 1e9);
    }

    private void tellWrites(List<Provider> providers) throws Exception {
        System.out.println("| rows written per request | of which |\n|---|---|");
        for (Provider provider : providers) {
            for (Work work : List.of(Work.CLIENT_CREDENTIALS, Work.REFRESH)) {
                try (Load load = new Load(provider, work, 1)) {
                    TimeUnit.SECONDS.sleep(COUNTS_ARRIVE_SECONDS);
                    Map<String, Long> before = provider.rowsWritten();
                    load.run(600, COUNTED_REQUESTS);
                    TimeUnit.SECONDS.sleep(COUNTS_ARRIVE_SECONDS);
                    tellDifference(provider, work, before, provider.rowsWritten());
                }
            }
        }
        System.out.println();
    }

    private static void tellDifference(
            Provider provider, Work work, Map<String, Long> before, Map<String, Long> after) {
        Map<String, String> perRequest = new TreeMap<>();
        double all = 0;
        for (Map.Entry<String, Long> table : after.entrySet()) {
            double rows =
                    (table.getValue() - before.getOrDefault(table.getKey(), 0L))
                            / (double) COUNTED_REQUESTS;
            all += rows;
            if (rows > 0) {
                perRequest.put(table.getKey(), String.format(Locale.ROOT, "%.3f", rows));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s, %s: %.3f | %s |%n",
                provider.name(),
                work.title(),
                all,
                perRequest);
    }

    private void tellFlatness(Map<Provider, Figures> figures, List<Provider> providers) {
        System.out.printf(
                Locale.ROOT,
                "| live refresh tokens | refreshes per CPU s |%n|---|---|%n| 10 | %s |%n| %d | %s |%n",
                of(figures, providers.getFirst()).text(),
                options.live(),
                of(figures, providers.getLast()).text());
    }
}
