package io.arcipelago.orchestrator.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void everySecretIsHiddenTheLongerOneFirst() {
        Redaction redaction = new Redaction(Set.of("hunter2", "hunter2-and-more"));
        assertThat(redaction.clean("a hunter2-and-more b hunter2 hunter2"))
                .isEqualTo("a (hidden) b (hidden) (hidden)");
    }

    @Test
    void aSecretWithSignsOfRegularExpressionsIsATextLikeAnyOther() {
        assertThat(new Redaction(Set.of("a.*($1")).clean("x a.*($1 y abc($1"))
                .isEqualTo("x (hidden) y abc($1");
    }

    @Test
    void shortSecretsDoNotHideOrdinaryWords() {
        assertThat(new Redaction(Set.of("ok", "abc")).clean("ok abc")).isEqualTo("ok abc");
    }

    @Test
    void privateKeysAreHiddenEvenWhenNobodyToldThem() {
        assertThat(
                        new Redaction(Set.of())
                                .clean(
                                        "x -----BEGIN OPENSSH PRIVATE KEY-----\nabc\n"
                                                + "-----END OPENSSH PRIVATE KEY----- y"))
                .isEqualTo("x (hidden) y");
        assertThat(new Redaction(Set.of()).clean("x -----BEGIN RSA PRIVATE KEY-----\nabc"))
                .isEqualTo("x (hidden)");
    }
}
