package io.arcipelago.identity.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final String KEY = Base32.encode("12345678901234567890".getBytes(US_ASCII));

    /** The times of RFC 6238, appendix B, and the last six digits of its codes. */
    @ParameterizedTest
    @CsvSource({
        "59,287082",
        "1111111109,081804",
        "1111111111,050471",
        "1234567890,005924",
        "2000000000,279037",
        "20000000000,353130"
    })
    void codesAreThoseOfTheStandard(long time, String code) {
        assertThat(Totp.code(KEY, Totp.stepAt(Instant.ofEpochSecond(time)))).isEqualTo(code);
    }

    @Test
    void oneStepOfDriftIsForgivenAndTwoAreNot() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = Totp.stepAt(now);
        assertThat(Totp.matchingStep(KEY, Totp.code(KEY, step - 1), now)).hasValue(step - 1);
        assertThat(Totp.matchingStep(KEY, Totp.code(KEY, step), now)).hasValue(step);
        assertThat(Totp.matchingStep(KEY, Totp.code(KEY, step + 1), now)).hasValue(step + 1);
        assertThat(Totp.matchingStep(KEY, Totp.code(KEY, step - 2), now)).isEmpty();
        assertThat(Totp.matchingStep(KEY, Totp.code(KEY, step + 2), now)).isEmpty();
        assertThat(Totp.matchingStep(KEY, "", now)).isEmpty();
    }

    @Test
    void base32IsThatOfTheStandardAndGoesBothWays() {
        // RFC 4648, section 10.
        assertThat(Base32.encode("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Base32.decode("MZXW6YTB")).isEqualTo("fooba".getBytes(US_ASCII));
        String key = Totp.newKey();
        assertThat(key).hasSize(32);
        assertThat(Base32.encode(Base32.decode(key))).isEqualTo(key);
        assertThatThrownBy(() -> Base32.decode("MZXW6YT1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Base32.encode(new byte[4]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
