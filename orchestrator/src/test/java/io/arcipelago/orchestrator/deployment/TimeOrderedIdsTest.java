package io.arcipelago.orchestrator.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    @Test
    void idsAreOfVersionSevenAndCarryTheirTime() {
        Instant now = Instant.parse("2026-01-31T11:34:56.789Z");
        UUID id = TimeOrderedIds.next(now);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
    }

    @Test
    void laterOnesSortAfterEarlierOnesAndNoneIsGivenTwice() {
        Instant now = Instant.parse("2026-01-31T11:34:56.789Z");
        assertThat(TimeOrderedIds.next(now.plusMillis(1)).toString())
                .isGreaterThan(TimeOrderedIds.next(now).toString());
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(TimeOrderedIds.next(now))).isTrue();
        }
    }

    @Test
    void onlyTheCanonicalFormOfAnIdIsRead() {
        String id = "01a2047a-4a9e-7d4f-8003-13e2723724b7";
        assertThat(DeploymentId.parse(id).toString()).isEqualTo(id);
        assertThat(DeploymentId.parse(id).shortForm()).isEqualTo("13e2723724b7");
        assertThatThrownBy(() -> DeploymentId.parse("1-2-3-4-5"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DeploymentId.parse("x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
