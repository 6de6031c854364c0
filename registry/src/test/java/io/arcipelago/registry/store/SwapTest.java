package io.arcipelago.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.platform.testing.ChildJvm;
import io.arcipelago.registry.CountingStatements;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.merge.Merge;
import io.arcipelago.registry.merge.Merged;
import io.arcipelago.registry.merge.Reading;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Swaps that are whole or not there, whatever happens at the same time. */
class SwapTest {

    private static final String ELBA =
            ItemKey.provider(SampleFederation.elba().provider()).derivedUid();

    private static TestRegistry registry;

    @BeforeAll
    static void start() {
        registry = TestRegistry.start();
    }

    @BeforeEach
    void reset() {
        registry.reset();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private Merged swap(ProviderSnapshot snapshot) {
        ProviderSwap swap = registry.app.context().getBean(ProviderSwap.class);
        RegistrySettings settings = registry.app.context().getBean(RegistrySettings.class);
        return swap.swap(
                ItemKey.provider(snapshot.provider()).derivedUid(),
                new Author("test", "a reason"),
                (known, heardAt) -> Merge.of(known, Reading.of(snapshot), settings.guard()));
    }

    private Federation current() {
        return registry.app.context().getBean(Federations.class).current();
    }

    @Test
    void whatIsLoadedIsWhatWasMerged() {
        ProviderState elba = swap(SampleFederation.elba()).state();
        ProviderState veneto = swap(SampleFederation.veneto()).state();
        ProviderLoader loader = registry.app.context().getBean(ProviderLoader.class);
        assertThat(loader.load(List.of(elba.uid(), veneto.uid())).values())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrder(elba, veneto);
        assertThat(current().providers()).hasSize(2);
    }

    @Test
    void tenThousandRowsTakeABoundedNumberOfStatements() {
        swap(LargeProvider.snapshot(10_000, 100));
        long before = CountingStatements.prepared();
        Merged merged = swap(LargeProvider.snapshot(10_000, 101));
        long statements = CountingStatements.prepared() - before;
        assertThat(merged.changes()).hasSize(10_000);
        // Two for each 2,000 rows, and about twenty for everything else.
        assertThat(statements).isLessThanOrEqualTo(35);
        long unchanged = CountingStatements.prepared();
        assertThat(swap(LargeProvider.snapshot(10_000, 101)).changes()).isEmpty();
        assertThat(CountingStatements.prepared() - unchanged).isLessThanOrEqualTo(5);
        long reading = CountingStatements.prepared();
        assertThat(current().providers().getFirst().flavors()).hasSize(10_000);
        assertThat(CountingStatements.prepared() - reading).isEqualTo(1);
    }

    @Test
    void readersNeverSeeHalfOfASwap() throws Exception {
        swap(LargeProvider.snapshot(500, 100));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> readers =
                    Stream.generate(() ->
                                    threads.submit(() -> {
                                        int reads = 0;
                                        do {
                                            assertOneSize(current());
                                            reads++;
                                        } while (!done.get());
                                        return reads;
                                    }))
                            .limit(4)
                            .toList();
            for (int number = 101; number < 112; number++) {
                swap(LargeProvider.snapshot(500, number));
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(sizes(current())).containsExactly(111);
    }

    private static void assertOneSize(Federation federation) {
        ProviderState state = federation.providers().getFirst();
        assertThat(state.flavors()).hasSize(500);
        assertThat(sizes(federation)).containsExactly(100 + (int) state.generation() - 1);
    }

    private static Set<Integer> sizes(Federation federation) {
        return federation.providers().getFirst().flavors().stream()
                .map(Flavor::vcpus)
                .collect(Collectors.toSet());
    }

    @Test
    void concurrentFeedsOfOneProviderTakeTurns() throws Exception {
        swap(LargeProvider.snapshot(200, 100));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Merged>> swaps =
                    IntStream.range(101, 109)
                            .mapToObj(number ->
                                    threads.submit(() -> swap(LargeProvider.snapshot(200, number))))
                            .toList();
            List<Long> generations = new ArrayList<>();
            for (Future<Merged> swap : swaps) {
                generations.add(swap.get().state().generation());
            }
            assertThat(generations).doesNotHaveDuplicates();
        }
        assertThat(registry.count("generation")).isEqualTo(9);
        assertThat(
                        registry.jdbc()
                                .sql(
                                        """
                                        select count(*) from registry.item
                                        where kind = 'flavor' and valid_to_gen is null
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(200);
        assertThat(sizes(current())).hasSize(1);
    }

    @Test
    void aDecisionThatFailsChangesNothing() {
        swap(SampleFederation.elba());
        ProviderSwap swap = registry.app.context().getBean(ProviderSwap.class);
        assertThatThrownBy(() ->
                        swap.swap(
                                ELBA,
                                new Author("test", "a reason"),
                                (known, heardAt) -> {
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");
        assertThat(current().providers().getFirst().generation()).isEqualTo(1);
    }

    @Test
    void aProviderThatComesBackHasItsUidAndGoesOnCounting() {
        swap(SampleFederation.elba());
        ProviderSwap swap = registry.app.context().getBean(ProviderSwap.class);
        swap.remove(ELBA, new Author("carla", "Gone for good"));
        assertThat(current().providers()).isEmpty();
        assertThat(swap(SampleFederation.elba()).state().generation()).isEqualTo(3);
        assertThat(current().provider(ELBA)).isPresent();
    }

    @Test
    void anImportedUidIsShownInThePlaceOfTheDerivedOne() {
        swap(SampleFederation.elba());
        registry.jdbc()
                .sql("insert into registry.imported_uid values (:derived, :uid)")
                .param("derived", ELBA)
                .param("uid", "0123456789abcdef0123456789abcdef")
                .update();
        swap(SampleFederation.veneto());
        assertThat(current().provider("0123456789abcdef0123456789abcdef")).isPresent();
        assertThat(current().provider(ELBA)).isEmpty();
        // And the provider is still found for the next feed.
        assertThat(swap(SampleFederation.elba()).changes()).isEmpty();
    }

    @Test
    void thePastIsForgottenWhenItIsOldButNotHowItWasWhenTheHistoryBegins() {
        swap(LargeProvider.snapshot(20, 100));
        registry.pass(Duration.ofDays(1));
        swap(LargeProvider.snapshot(20, 101));
        registry.pass(Duration.ofDays(1));
        swap(LargeProvider.snapshot(20, 102));
        long items = registry.count("item");
        History history = registry.app.context().getBean(History.class);
        history.forget(Duration.ofDays(30));
        assertThat(registry.count("item")).isEqualTo(items);
        history.forget(Duration.ofHours(12));
        assertThat(registry.count("item")).isEqualTo(items - 20);
        assertThat(registry.count("generation")).isEqualTo(2);
        assertThat(sizes(current())).containsExactly(102);
        Federation yesterday =
                registry.app
                        .context()
                        .getBean(Federations.class)
                        .at(registry.now().minus(Duration.ofHours(1)));
        assertThat(sizes(yesterday)).containsExactly(101);
    }

    @Test
    void aProcessThatIsKilledDuringASwapLeavesNoHalf() {
        int number = 100;
        for (int kill = 0; kill < 2; kill++) {
            List<String> arguments = new ArrayList<>(List.of("3000", String.valueOf(number)));
            arguments.addAll(Arrays.asList(registry.database.properties()));
            arguments.addAll(List.of(registry.tokens.propertyPairs()));
            arguments.add("arcipelago.services=registry");
            arguments.add("arcipelago.kafka.mode=off");
            try (ChildJvm child =
                    ChildJvm.start(SwappingMain.class, arguments.toArray(String[]::new))) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(120))
                        .until(() -> swapped(child).size() >= 2);
                child.kill();
                number = swapped(child).getLast() + 1;
            }
            Federation federation = registry.app.context().getBean(FederationCache.class).refresh();
            ProviderState state = federation.providers().getFirst();
            assertThat(state.flavors()).hasSize(3000);
            assertThat(sizes(federation)).hasSize(1);
            int size = sizes(federation).iterator().next();
            assertThat(size)
                    .as("the last that was told, or the one after")
                    .isIn(number - 1, number);
            assertThat(state.generation()).isEqualTo(registry.count("generation"));
            number = size + 1;
        }
    }

    private static List<Integer> swapped(ChildJvm child) {
        return child.lines().stream()
                .filter(line -> line.startsWith("swapped "))
                .map(line -> Integer.valueOf(line.substring("swapped ".length())))
                .toList();
    }
}
