package io.arcipelago.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PkceTest {

    @Test
    void challengeIsThatOfTheStandardsExample() {
        // RFC 7636, appendix B.
        assertThat(new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void verifiersAreLongEnoughAndNeverTheSame() {
        Set<String> verifiers = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String verifier = Pkce.random().verifier();
            assertThat(verifier).matches("[A-Za-z0-9_-]{43}");
            verifiers.add(verifier);
        }

        assertThat(verifiers).hasSize(100);
    }

    @Test
    void printingDoesNotShowTheVerifier() {
        Pkce pkce = Pkce.random();

        assertThat(pkce.toString()).doesNotContain(pkce.verifier());
    }
}
