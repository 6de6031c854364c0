package io.arcipelago.registry.v1.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.Uids;
import io.arcipelago.registry.v1.graph.Graph;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.query.Texts.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expressions and filters that are meant to take for ever cost a bounded number of steps. */
class HostileQueriesTest {

    @Test
    void expressionsThatBacktrackElsewhereCostStepsInProportionToTheText() throws Unreadable {
        for (String hostile :
                new String[] {"(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*)*(.*)*(.*)*x", "(x+x+)+y"}) {
            Regex regex = Regex.of(hostile, false);
            Work tenth = new Work();
            Work whole = new Work();
            assertThat(regex.matches("a".repeat(1000) + "b", tenth)).isFalse();
            assertThat(regex.matches("a".repeat(10_000) + "b", whole)).isFalse();
            assertThat(whole.steps()).isLessThan(11 * tenth.steps());
            assertThat(tenth.steps()).isLessThan(1_000L * Regex.LARGEST);
        }
    }

    @Test
    void expressionsThatGrowWhenTheyAreCompiledAreRefusedBeforeThat() {
        for (String hostile :
                new String[] {
                    "((a{100}){100}){100}",
                    "(((((a{10}){10}){10}){10}){10}){10}",
                    "(a{1000}){1000}",
                    "((x{0,999}){0,999}){0,999}",
                    "a{1001}",
                    "a{99999999999999999999}",
                    "(\\pL{40}){40}"
                }) {
            assertThatThrownBy(() -> Regex.of(hostile, false))
                    .as(hostile)
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void expressionsThatAreTooLargeAreRefused() {
        assertThatThrownBy(() -> Regex.of("[a-z]{900}(abcdefg){3}", false))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Regex.of("a".repeat(Regex.LONGEST + 1), false))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("200");
    }

    @Test
    void backReferencesAndLookAroundAreRefused() {
        for (String expression :
                new String[] {"(a)\\1", "(?=a)b", "(?<!a)b", "a++", "(", "[z-a]"}) {
            assertThatThrownBy(() -> Regex.of(expression, false))
                    .as(expression)
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void harmlessExpressionsPass() throws Unreadable {
        assertThat(Regex.of("m1\\.(small|large)", false).matches("m1.large", new Work())).isTrue();
        assertThat(Regex.of("[a-f0-9]{8}-.{4}", true).matches("ABCDEF01-1234", new Work()))
                .isTrue();
    }

    @Test
    void aQueryThatCostsTooMuchEnds() {
        Work work = new Work();
        work.spend(Work.MOST);
        assertThatThrownBy(() -> work.spend(1))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.status().value()).isEqualTo(422));
    }

    @Test
    void anExpensiveExpressionOverALongListEndsWithAnAnswerAndACheapOneWithTheList() {
        Graph graph = Graph.of(manyFlavors(20_000));
        assertThatThrownBy(() -> select(graph, "(" + "[a-z]?".repeat(30) + "){6}x"))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.status().value()).isEqualTo(422));
        assertThat(select(graph, "a+7")).isEqualTo(2000);
    }

    private static int select(Graph graph, String regex) {
        return V1Query.read(Kind.FLAVOR, Map.of("name__regex", new String[] {regex}), false)
                .select(graph.all(Kind.FLAVOR), null, 10)
                .total();
    }

    private static Federation manyFlavors(int count) {
        ProviderSnapshot elba = SampleFederation.elba();
        ProviderSnapshot many =
                new ProviderSnapshot(
                        elba.takenAt(),
                        elba.provider(),
                        elba.identityProviders(),
                        elba.regions(),
                        elba.projects(),
                        elba.facets(),
                        IntStream.range(0, count)
                                .mapToObj(i ->
                                        SampleFederation.flavor(
                                                "RegionOne",
                                                "f" + i,
                                                "a".repeat(60) + i % 10,
                                                1,
                                                1024,
                                                0))
                                .toList(),
                        elba.images(),
                        elba.networks(),
                        elba.quotas(),
                        elba.findings());
        return new Federation(1, "1", Uids.derived(), List.of(SampleFederation.stateOf(many)));
    }
}
