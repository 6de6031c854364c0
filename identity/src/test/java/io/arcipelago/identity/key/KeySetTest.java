package io.arcipelago.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.arcipelago.identity.testing.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class KeySetTest {

    @Test
    void copyIsGoodUntilTheKeysChange() throws Exception {
        try (Provider provider = Provider.start();
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> first = keySet(http, provider, "\"none\"");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(JWKSet.parse(first.body()).getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> same = keySet(http, provider, tag);
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.body()).isEmpty();

            provider.bean(KeyRotation.class).rotateEarly(false, "test");
            provider.bean(SigningKeys.class).readAgain();
            HttpResponse<String> changed = keySet(http, provider, tag);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(JWKSet.parse(changed.body()).getKeys()).hasSize(4);
            assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
        }
    }

    private static HttpResponse<String> keySet(HttpClient http, Provider provider, String tag)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/jwk"))
                        .header("If-None-Match", tag)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
