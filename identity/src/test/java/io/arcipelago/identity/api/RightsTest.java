package io.arcipelago.identity.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.security.Caller;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RightsTest {

    private static final String OURS = "https://ours.example/identity";

    private final Rights rights = new Rights(new Issuer(OURS));

    private static Caller caller(String issuer, String... scopes) {
        return new Caller(
                issuer,
                UUID.nameUUIDFromBytes(new byte[] {1}).toString(),
                "Somebody",
                "app",
                Set.of("admins"),
                Set.of(scopes),
                true);
    }

    @Test
    void anAdministratorsTokenWithoutTheScopeGivesNoRight() {
        assertThatThrownBy(() -> rights.require(caller(OURS, "openid"), "iam:admin.read"))
                .hasMessageContaining("iam:admin.read");
    }

    @Test
    void oneOfTheScopesIsEnough() {
        assertThat(rights.has(caller(OURS, "scim:read"), "scim:read", "iam:admin.read")).isTrue();
    }

    @Test
    void anotherIssuersTokenGivesNoRightWhateverItSays() {
        Caller foreign = caller("https://theirs.example/identity", "iam:admin.write");
        assertThat(rights.has(foreign, "iam:admin.write")).isFalse();
        assertThat(rights.account(foreign)).isEmpty();
        assertThat(rights.account(caller(OURS))).isPresent();
    }
}
