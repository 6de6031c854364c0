package io.arcipelago.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TagsTest {

    private static final Tags TAGS = new Tags("11ee-0a", "front_end", 2, 3);

    @Test
    void theMarkIsReadBackFromMetadataAndDescription() {
        assertThat(Tags.fromMetadata(TAGS.metadata())).contains(TAGS);
        assertThat(Tags.fromDescription(TAGS.description())).contains(TAGS);
        assertThat(Tags.fromDescription(TAGS.description() + " and more")).contains(TAGS);
        assertThat(Tags.fromDescription("somebody's network")).isEmpty();
        assertThat(Tags.fromMetadata(Map.of("paas_deployment", "x"))).isEmpty();
    }

    @Test
    void oneDeploymentIsNotAnotherThatBeginsLikeIt() {
        assertThat(Tags.marks("11ee", TAGS.name(), TAGS.metadata())).isFalse();
        assertThat(Tags.marks("11ee-0a", TAGS.name(), Map.of())).isTrue();
        assertThat(Tags.marks("11ee", "net", TAGS.description())).isFalse();
        assertThat(Tags.marks("11ee-0a", "net", TAGS.description())).isTrue();
        assertThat(Tags.marks("22", TAGS.name(), TAGS.metadata())).isFalse();
    }

    @Test
    void whatCannotBeAMarkIsRefused() {
        assertThatThrownBy(() -> new Tags("a b", "n", 0, 1)).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> new Tags("a", "n n", 0, 1)).hasMessageContaining("'n n'");
        assertThatThrownBy(() -> new Tags("a", "n", -1, 1)).hasMessageContaining("negative");
    }

    @Test
    void credentialsDoNotShowTheirSecrets() {
        Supplier<String> token = () -> "hidden";
        assertThat(new Credentials.Password("u", "Default", "hidden").toString())
                .doesNotContain("hidden");
        assertThat(new Credentials.ApplicationCredential("i", "hidden").toString())
                .doesNotContain("hidden");
        assertThat(new Credentials.FederatedAccessToken("p", "openid", token).toString())
                .isEqualTo("FederatedAccessToken[identityProvider=p, protocol=openid]");
    }
}
