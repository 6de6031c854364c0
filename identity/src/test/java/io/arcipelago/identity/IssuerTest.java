package io.arcipelago.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/identity/",
                "https://cloud.example/identity?x=1",
                "https://cloud.example/identity#x",
                "ftp://cloud.example/identity",
                "/identity"
            })
    void issuerThatClientsWouldRefuseStopsTheStart(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Issuer(value))
                .withMessageContaining(value);
    }

    @Test
    void publicPathsFollowThePublicAddress() {
        Issuer issuer = new Issuer("https://cloud.example/arcipelago/identity");
        assertThat(issuer.url("/token"))
                .isEqualTo("https://cloud.example/arcipelago/identity/token");
        assertThat(issuer.path("/login")).isEqualTo("/arcipelago/identity/login");
        assertThat(issuer.publicPath("/identity/authorize"))
                .isEqualTo("/arcipelago/identity/authorize");
        assertThat(issuer.secure()).isTrue();
    }
}
