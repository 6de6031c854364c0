package io.arcipelago.orchestrator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tosca.cloud.VolumeNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "1 B, 1",
        "4 GB, 4000000000",
        "4GiB, 4294967296",
        " 2  mib , 2097152",
        "1.5 KB, 1500",
        "1 TiB, 1099511627776"
    })
    void sizesAreReadWithDecimalAndBinaryUnits(String text, long bytes) {
        assertThat(Sizes.bytes(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "GB", "-1 GB", "4 XB", "4 G B", "1,5 GB"})
    void whatIsNoSizeIsNone(String text) {
        assertThat(Sizes.bytes(text)).isEmpty();
    }

    @Test
    void volumesAreNeverSmallerThanAskedFor() {
        assertThat(sizeGib(0)).isEqualTo(1);
        assertThat(sizeGib(1L << 30)).isEqualTo(1);
        assertThat(sizeGib((1L << 30) + 1)).isEqualTo(2);
        assertThat(sizeGib(10_000_000_000L)).isEqualTo(10);
    }

    private static int sizeGib(long bytes) {
        return new VolumeNode("data", bytes, Optional.empty()).sizeGib();
    }
}
