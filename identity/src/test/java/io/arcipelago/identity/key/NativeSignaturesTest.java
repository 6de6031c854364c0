package io.arcipelago.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeSignaturesTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void libraryLoadsWhereItIsMadeForAndServesNobodyElse() {
        assertThat(NativeSignatures.available()).isTrue();
        assertThat(Security.getProviders())
                .extracting(provider -> provider.getName())
                .doesNotContain("AmazonCorrettoCryptoProvider");
    }

    @Test
    void jdkVerifiesWhatWasSignedAndNothingElse() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                        new JWTClaimsSet.Builder().subject("alice").build());
        token.sign(NativeSignatures.signer(key));
        SignedJWT read = SignedJWT.parse(token.serialize());
        assertThat(read.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
        RSAKey another = new RSAKeyGenerator(2048).generate();
        assertThat(read.verify(new RSASSAVerifier(another.toRSAPublicKey()))).isFalse();
    }
}
