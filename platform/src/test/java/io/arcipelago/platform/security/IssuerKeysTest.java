package io.arcipelago.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.platform.security.dpop.DpopProofs;
import io.arcipelago.platform.security.dpop.OwnUsedProofs;
import io.arcipelago.platform.testing.TestTokens;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("JavaUtilDate") // Nimbus speaks Date.
class IssuerKeysTest {

    private static AccessTokens trusting(String issuer, String jwksUri) {
        SecurityProperties.Issuer settings =
                new SecurityProperties.Issuer(
                        issuer, jwksUri.isEmpty() ? null : URI.create(jwksUri), Set.of("admins"));
        return new AccessTokens(
                List.of(new TrustedIssuer(settings, JsonMapper.shared())),
                new AccessTokenRules(List.of("arcipelago"), InstantSource.system()),
                new DpopProofs(new OwnUsedProofs(InstantSource.system()), InstantSource.system()));
    }

    private static Authentication check(AccessTokens tokens, String token) {
        return tokens.authenticate(new BearerTokenAuthenticationToken(token));
    }

    @Test
    void nothingIsFetchedBeforeTheFirstTokenAndThenOnce() {
        try (TestTokens issuer = TestTokens.start()) {
            AccessTokens tokens = trusting(issuer.issuer(), "");
            assertThat(issuer.requests()).isZero();
            for (int i = 0; i < 5; i++) {
                check(tokens, issuer.token("alice", List.of(), List.of()));
            }
            assertThat(issuer.keyFetches()).isEqualTo(1);
        }
    }

    @Test
    void aConfiguredKeyAddressNeedsNoDiscovery() {
        try (TestTokens issuer = TestTokens.start()) {
            AccessTokens tokens = trusting(issuer.issuer(), issuer.issuer() + "/jwks");
            check(tokens, issuer.token("alice", List.of(), List.of()));
            assertThat(issuer.requests()).isEqualTo(1);
        }
    }

    @Test
    void aNewKeyIsFoundAndTheOldOneNoLongerAccepted() {
        try (TestTokens issuer = TestTokens.start()) {
            AccessTokens tokens = trusting(issuer.issuer(), "");
            String old = issuer.token("alice", List.of(), List.of());
            check(tokens, old);
            issuer.rotateKey();
            assertThat(check(tokens, issuer.token("alice", List.of(), List.of())).getName())
                    .isEqualTo("alice");
            assertThatThrownBy(() -> check(tokens, old))
                    .isInstanceOf(InvalidBearerTokenException.class);
        }
    }

    @Test
    void inventedKeyIdsDoNotHammerTheIssuer() {
        try (TestTokens issuer = TestTokens.start()) {
            AccessTokens tokens = trusting(issuer.issuer(), "");
            RSAKey nobodys = TestTokens.newKey();
            for (int i = 0; i < 10; i++) {
                RSAKey invented = new RSAKey.Builder(nobodys).keyID("invented-" + i).build();
                String forged = TestTokens.sign(invented, issuer.goodClaims().build());
                assertThatThrownBy(() -> check(tokens, forged))
                        .isInstanceOf(InvalidBearerTokenException.class);
            }
            assertThat(issuer.keyFetches()).isLessThan(10);
            check(tokens, issuer.token("alice", List.of(), List.of()));
        }
    }

    @Test
    void anIssuerThatDoesNotAnswerIsAnOutageAndNotABadToken() {
        TestTokens issuer = TestTokens.start();
        AccessTokens tokens = trusting(issuer.issuer(), "");
        String token = issuer.token("alice", List.of(), List.of());
        issuer.close();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> check(tokens, token))
                    .isInstanceOf(AuthenticationServiceException.class);
        }
    }

    @Test
    void anotherIssuersMetadataAreNotUsed() {
        try (TestTokens issuer = TestTokens.start()) {
            String alias = issuer.issuer().replace("127.0.0.1", "localhost");
            AccessTokens tokens = trusting(alias, "");
            String token = issuer.token(claims -> claims.issuer(alias));
            assertThatThrownBy(() -> check(tokens, token))
                    .isInstanceOf(AuthenticationServiceException.class);
            assertThat(issuer.keyFetches()).isZero();
        }
    }

    @Test
    void theLastSecondOfTheSkewCounts() {
        try (TestTokens issuer = TestTokens.start()) {
            Instant expiry = Instant.parse("2030-01-01T00:00:00Z");
            JWTClaimsSet claims = issuer.goodClaims().expirationTime(Date.from(expiry)).build();
            rulesAt(expiry.plusSeconds(59)).check(claims);
            assertThatThrownBy(() -> rulesAt(expiry.plusSeconds(60)).check(claims))
                    .isInstanceOf(InvalidBearerTokenException.class);
        }
    }

    private static AccessTokenRules rulesAt(Instant now) {
        return new AccessTokenRules(List.of("arcipelago"), InstantSource.fixed(now));
    }

    @Test
    void keysOverPlainHttpFromAnotherMachineAreRefusedAtStartup() {
        List<SecurityProperties.Issuer> issuers =
                List.of(
                        new SecurityProperties.Issuer(
                                "http://iam.example.org", null, Set.of("admins")));
        assertThatThrownBy(() -> new SecurityProperties(issuers, List.of(), false))
                .hasMessageContaining("http://iam.example.org")
                .hasMessageContaining("arcipelago.security.allow-http");
        assertThat(new SecurityProperties(issuers, List.of(), true).trusted()).hasSize(1);
    }
}
