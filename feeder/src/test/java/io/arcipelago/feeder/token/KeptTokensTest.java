package io.arcipelago.feeder.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.feeder.scan.NoTokenException;
import io.arcipelago.feeder.token.TokenEndpoint.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeptTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final KeptTokens tokens = new KeptTokens(this::ask, now::get);

    private Tokens ask() {
        asked.incrementAndGet();
        if (refusing.get()) {
            throw new NoTokenException("not now");
        }
        return new Tokens("token-" + asked.get(), now.get().plusSeconds(600), Optional.empty());
    }

    private void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItsEnd() {
        assertThat(tokens.token()).isEqualTo("token-1");
        pass(Duration.ofSeconds(539));
        assertThat(tokens.token()).isEqualTo("token-1");
        pass(Duration.ofSeconds(2));
        assertThat(tokens.token()).isEqualTo("token-2");
    }

    @Test
    void aRefusedTokenIsDroppedUnlessItIsNew() {
        String first = tokens.token();
        tokens.refused(first);
        assertThat(tokens.token()).isEqualTo(first);
        pass(Duration.ofSeconds(61));
        tokens.refused("another");
        assertThat(tokens.token()).isEqualTo(first);
        tokens.refused(first);
        assertThat(tokens.token()).isEqualTo("token-2");
    }

    @Test
    void aFailureIsNotRepeatedForAWhile() {
        refusing.set(true);
        assertThatThrownBy(tokens::token).isInstanceOf(NoTokenException.class);
        refusing.set(false);
        assertThatThrownBy(tokens::token).hasMessage("not now");
        assertThat(asked).hasValue(1);
        pass(Duration.ofSeconds(16));
        assertThat(tokens.token()).isEqualTo("token-2");
    }
}
