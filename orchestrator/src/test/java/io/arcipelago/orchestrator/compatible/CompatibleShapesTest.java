package io.arcipelago.orchestrator.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CompatibleShapesTest {

    @Test
    void timesAreMinutesInUniversalTimeWithoutAColonInTheOffset() {
        assertThat(CompatibleShapes.time(Instant.parse("2026-01-31T11:34:59.999Z")))
                .isEqualTo("2026-01-31T11:34+0000");
        assertThat(CompatibleShapes.time(Instant.parse("2026-12-01T00:00:00Z")))
                .isEqualTo("2026-12-01T00:00+0000");
    }
}
