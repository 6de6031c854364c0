package io.arcipelago.identity.password;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.arcipelago.platform.web.ApiFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"twelve chars", "Ab1!efgh", "three islands in the sea", "città lontana è"})
    void longPhrasesAndShortMixturesAreGood(String password) {
        assertThatNoException().isThrownBy(() -> PasswordPolicy.check(password, "dora"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ab1!efg",
                "abcdefgh1!",
                "ABCDEFGH1!",
                "eleven char",
                "Password123!",
                "passwordpassword",
                "qwerty123456",
                "123456789012",
                "987654321098",
                "aaaaaaaaaaaaaaa",
                "my name is Dora ok",
            })
    void shortCommonAndTellingOnesAreRefused(String password) {
        assertThatExceptionOfType(ApiFailure.class)
                .isThrownBy(() -> PasswordPolicy.check(password, "dora"))
                .satisfies(failure ->
                        org.assertj.core.api.Assertions.assertThat(failure.getMessage())
                                .doesNotContain(password.isEmpty() ? "\0" : password));
    }

    @Test
    void moreThanTheHashReadsIsRefused() {
        assertThatExceptionOfType(ApiFailure.class)
                .isThrownBy(() -> PasswordPolicy.check("häuser am fluss ".repeat(5), "dora"))
                .withMessageContaining("72 bytes");
    }
}
