package io.arcipelago.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final CircuitBreaker breaker =
            new CircuitBreaker(new BreakerSettings(3, Duration.ofSeconds(30)), now::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.unanswered();
        }
    }

    @Test
    void staysClosedWhileAnswersComeBetweenFailures() {
        fail(2);
        breaker.answered();
        fail(2);

        assertThat(breaker.nextChance()).isEmpty();
    }

    @Test
    void opensAfterFailuresInARowAndSaysUntilWhen() {
        fail(3);

        assertThat(breaker.nextChance()).contains(NOON.plusSeconds(30));
    }

    @Test
    void letsOneProbeThroughAndClosesWithItsAnswer() {
        fail(3);
        now.set(NOON.plusSeconds(30));

        assertThat(breaker.nextChance()).isEmpty();
        assertThat(breaker.nextChance()).as("a second one beside the probe").isPresent();
        breaker.answered();
        assertThat(breaker.nextChance()).isEmpty();
    }

    @Test
    void opensAgainWithAFailedProbe() {
        fail(3);
        now.set(NOON.plusSeconds(30));
        assertThat(breaker.nextChance()).isEmpty();
        breaker.unanswered();

        assertThat(breaker.nextChance()).contains(NOON.plusSeconds(60));
    }

    @Test
    void aProbeThatIsGivenUpLeavesRoomForAnother() {
        fail(3);
        now.set(NOON.plusSeconds(30));
        assertThat(breaker.nextChance()).isEmpty();
        breaker.abandoned();

        assertThat(breaker.nextChance()).isEmpty();
    }

    @Test
    void offNeverOpensAndZeroFailuresAreRefused() {
        CircuitBreaker off = new CircuitBreaker(BreakerSettings.off(), now::get);
        for (int i = 0; i < 1000; i++) {
            off.unanswered();
        }

        assertThat(off.nextChance()).isEmpty();
        assertThatThrownBy(() -> new BreakerSettings(0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
