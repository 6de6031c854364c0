package io.arcipelago.cli.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Api;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortIdsTest {

    private static final String FIRST = "0199a000-0000-7000-8000-00000000aaaa";
    private static final String SECOND = "0199a000-0000-7000-8000-00000001aaaa";
    private static final String GONE = "0199a000-0000-7000-8000-00000002bbbb";

    private static final List<Deployment> ALL =
            List.of(
                    deployment(FIRST, "CREATE_COMPLETE"),
                    deployment(SECOND, "CREATE_FAILED"),
                    deployment(GONE, "DELETE_COMPLETE"));

    private static Deployment deployment(String id, String status) {
        return Api.documents()
                .readValue(
                        "{\"id\":\"%s\",\"title\":\"T\",\"status\":\"%s\",\"progress\":0}"
                                .formatted(id, status),
                        Deployment.class);
    }

    @Test
    void anEndingThatOnlyOneHasIsEnough() {
        assertThat(ShortIds.resolve("1AAAA", ALL)).isEqualTo(SECOND);
        assertThat(ShortIds.resolve(ShortIds.of(FIRST), ALL)).isEqualTo(FIRST);
    }

    @Test
    void aBeginningIsEnoughIfOnlyOneHasIt() {
        assertThat(ShortIds.resolve("0199", ALL.subList(0, 1))).isEqualTo(FIRST);
    }

    @Test
    void anEndingThatSeveralHaveIsAnsweredWithThem() {
        assertThatThrownBy(() -> ShortIds.resolve("aaaa", ALL))
                .isInstanceOfSatisfying(
                        CliFailure.class, it -> assertThat(it.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(FIRST)
                .hasMessageContaining(SECOND);
    }

    @Test
    void aDeletedOneIsMeantOnlyIfNoOtherMatches() {
        assertThat(ShortIds.resolve("bbbb", ALL)).isEqualTo(GONE);
        assertThat(ShortIds.resolve("0199a000", List.of(ALL.getFirst(), ALL.getLast())))
                .isEqualTo(FIRST);
    }

    @Test
    void anUnknownOneAndATooShortOneAreRefused() {
        assertThatThrownBy(() -> ShortIds.resolve("cccc", ALL)).hasMessageContaining("'cccc'");
        assertThatThrownBy(() -> ShortIds.resolve("aa", ALL)).hasMessageContaining("at least 3");
        assertThatThrownBy(() -> ShortIds.resolve("../x", ALL))
                .hasMessageContaining("no deployment id");
    }
}
