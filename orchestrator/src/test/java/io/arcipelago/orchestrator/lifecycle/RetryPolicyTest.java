package io.arcipelago.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void pausesDoubleFromASecondToFiveMinutesLessAQuarterAtMost() {
        for (int seed : new int[] {0, 1, -7, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            for (int failures = 0; failures < 100; failures++) {
                Duration full =
                        Duration.ofSeconds(failures > 8 ? 300 : Math.min(300, 1L << failures));
                assertThat(RetryPolicy.pause(failures, seed))
                        .isLessThanOrEqualTo(full)
                        .isGreaterThan(full.multipliedBy(3).dividedBy(4).minusMillis(1));
            }
        }
    }

    @Test
    void deploymentsThatFailedTogetherDoNotComeBackTogether() {
        assertThat(
                        IntStream.range(0, 100)
                                .mapToObj(seed -> RetryPolicy.pause(6, seed))
                                .distinct()
                                .count())
                .isGreaterThan(50);
    }
}
