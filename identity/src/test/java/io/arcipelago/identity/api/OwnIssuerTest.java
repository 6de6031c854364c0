package io.arcipelago.identity.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.security.Caller;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnIssuerTest {

    private final OwnIssuer own = new OwnIssuer(new Issuer("https://ours.example/identity"));

    @Test
    void anotherIssuersScopesMeanNothing() {
        assertThatCode(() -> own.require(caller("https://ours.example/identity")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> own.require(caller("https://theirs.example/identity")))
                .hasMessageContaining("https://ours.example/identity");
    }

    private static Caller caller(String issuer) {
        return new Caller(
                issuer, "somebody", "Somebody", "app", Set.of(), Set.of("iam:admin.write"), true);
    }
}
