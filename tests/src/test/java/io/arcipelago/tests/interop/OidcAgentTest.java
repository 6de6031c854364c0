package io.arcipelago.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * oidc-agent as people have it in their shells: it registers, asks by a code, and fetches tokens.
 */
@Tag("product")
class OidcAgentTest {

    @RegisterExtension
    static final SharedProduct shared = new SharedProduct(SharedProduct.Kind.FRIENDLY);

    private static SecureProduct product;
    private static OidcAgent agent;

    @BeforeAll
    static void start() throws IOException {
        product = shared.product();
        agent = OidcAgent.start(product.directory());
    }

    @AfterAll
    static void stop() {
        if (agent != null) {
            agent.close();
        }
    }

    @Test
    void registersAsksByACodeAndFetchesTokensUntilItIsDeleted() throws Exception {
        OidcAgent.Pending pending =
                agent.register(
                        "isola",
                        product.issuer(),
                        product.authority().certificate(),
                        "openid profile email offline_access");
        approve(pending.code());
        assertThat(pending.end()).contains("accepted");

        JWTClaimsSet full = OidcAgent.claims(agent.token("isola"));
        assertThat(full.getIssuer()).isEqualTo(product.issuer());
        assertThat(full.getStringClaim("preferred_username")).isEqualTo("alice");
        assertThat(full.getStringClaim("scope").split(" ", -1))
                .contains("openid", "profile", "email");

        JWTClaimsSet narrow = OidcAgent.claims(agent.token("-s", "openid", "isola"));
        assertThat(narrow.getStringClaim("scope")).isEqualTo("openid");
        // Narrowing a token does not narrow what was granted.
        assertThat(OidcAgent.claims(agent.token("-f", "isola")).getStringClaim("scope"))
                .contains("profile");

        // The sign-in named no audience, so that each token may be for one of its own.
        JWTClaimsSet elsewhere = OidcAgent.claims(agent.token("--aud=https://se.example", "isola"));
        assertThat(elsewhere.getAudience()).containsExactly("https://se.example");

        Commands.Result more = agent.token("-s", "openid deployments:write", "isola");
        assertThat(more.output()).contains("invalid_scope");

        Commands.Result deleted =
                agent.run("sh", "-c", "yes yes | oidc-gen --pw-cmd='echo a-password' -d isola");
        assertThat(deleted.output()).contains("success");
        assertThat(agent.token("isola").status()).isNotZero();
    }

    @Test
    void aPersonWhoSaysNoGivesNothing() throws Exception {
        OidcAgent.Pending pending =
                agent.register(
                        "nulla",
                        product.issuer(),
                        product.authority().certificate(),
                        "openid offline_access");
        try (Visitor bruno = product.visitor()) {
            HttpResponse<String> question = product.deviceQuestion(bruno, "bruno", pending.code());
            bruno.submit(question, Map.of("decision", "deny"));
        }
        assertThat(pending.end()).contains("access_denied");
        assertThat(agent.token("nulla").status()).isNotZero();
    }

    private static void approve(String code) {
        try (Visitor alice = product.visitor()) {
            HttpResponse<String> question = product.deviceQuestion(alice, "alice", code);
            assertThat(question.body()).contains("oidc-agent:isola");
            alice.submit(question, Map.of("decision", "approve"));
        }
    }
}
