package io.arcipelago.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPlanTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPlan plan =
            new KeyPlan(
                    new KeySettings(
                            SigningAlgorithm.RS256,
                            DAY.multipliedBy(182),
                            DAY.multipliedBy(4),
                            DAY.multipliedBy(4),
                            Duration.ofHours(1),
                            Duration.ofHours(1)),
                    Duration.ofHours(6));

    @Test
    void emptyStoreGetsOneActiveKeyOfEachAlgorithm() {
        assertThat(plan.due(List.of(), START))
                .containsExactly(
                        new KeyPlan.Step.Make(SigningAlgorithm.RS256, KeyState.ACTIVE),
                        new KeyPlan.Step.Make(SigningAlgorithm.ES256, KeyState.ACTIVE));
    }

    @Test
    void threeYearsOfDaysNeverLeaveAGapNorSignWithAnUnannouncedKey() throws Exception {
        List<StoredKey> keys = new ArrayList<>();
        for (int day = 0; day < 3 * 365; day++) {
            Instant now = START.plus(DAY.multipliedBy(day));
            apply(keys, plan.due(keys, now), now);
            assertThat(plan.due(keys, now)).as("planned twice on day %d", day).isEmpty();
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                assertThat(KeyPlan.one(keys, algorithm, KeyState.ACTIVE)).isPresent();
            }
            for (StoredKey key : keys) {
                if (key.activatedAt().isPresent() && key.createdAt().isAfter(START)) {
                    assertThat(Duration.between(key.createdAt(), key.activatedAt().get()))
                            .isGreaterThanOrEqualTo(DAY.multipliedBy(4));
                }
            }
            assertThat(keys).hasSizeBetween(2, 4);
        }
        assertThat(keys)
                .allMatch(key -> key.createdAt().isAfter(START.plus(DAY.multipliedBy(700))));
    }

    private static void apply(List<StoredKey> keys, List<KeyPlan.Step> steps, Instant now)
            throws Exception {
        for (KeyPlan.Step step : steps) {
            switch (step) {
                case KeyPlan.Step.Make(SigningAlgorithm algorithm, KeyState state) ->
                        keys.add(
                                new StoredKey(
                                        algorithm + "-" + now,
                                        algorithm,
                                        state,
                                        key(),
                                        now,
                                        state == KeyState.ACTIVE
                                                ? Optional.of(now)
                                                : Optional.empty(),
                                        Optional.empty()));
                case KeyPlan.Step.Activate(StoredKey next) -> {
                    keys.replaceAll(key ->
                            key.algorithm() == next.algorithm() && key.state() == KeyState.ACTIVE
                                    ? changed(key, KeyState.RETIRED, now)
                                    : key);
                    keys.replaceAll(
                            key -> key.equals(next) ? changed(key, KeyState.ACTIVE, now) : key);
                }
                case KeyPlan.Step.Remove(StoredKey gone) -> keys.remove(gone);
            }
        }
    }

    private static StoredKey changed(StoredKey key, KeyState state, Instant now) {
        return new StoredKey(
                key.kid(),
                key.algorithm(),
                state,
                key.publicHalf(),
                key.createdAt(),
                state == KeyState.ACTIVE ? Optional.of(now) : key.activatedAt(),
                state == KeyState.RETIRED ? Optional.of(now) : Optional.empty());
    }

    private static JWK key() throws Exception {
        return new ECKeyGenerator(Curve.P_256).generate();
    }
}
