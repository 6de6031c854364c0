package io.arcipelago.identity.signin;

import io.arcipelago.identity.account.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client wants of the sign-in (OpenID Connect Core 1.0, sections 3.1.2.1 and 5.5.1.1).
 *
 * @param silent no page may be shown ({@code prompt=none})
 * @param again the person must show the factors again ({@code prompt=login})
 * @param maxAge how long ago the sign-in may have been, in seconds
 * @param contexts the authentication contexts of which one is wanted
 * @param essential whether one of them must be reached
 */
record Wishes(
        boolean silent,
        boolean again,
        OptionalLong maxAge,
        Set<String> contexts,
        boolean essential) {

    private static final int LONGEST_CLAIMS = 4096;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Wishes {
        contexts = Set.copyOf(contexts);
    }

    /**
     * Reads the parameters.
     *
     * @throws IllegalArgumentException if {@code max_age} is no number of seconds, {@code prompt}
     *     contradicts itself or {@code claims} is no JSON object
     */
    static Wishes of(Function<String, @Nullable String> parameters) {
        Set<String> prompts = words(parameters.apply("prompt"));
        boolean silent = prompts.contains("none");
        if (silent && prompts.size() > 1) {
            throw new IllegalArgumentException("prompt=none cannot be combined with another value");
        }
        OptionalLong maxAge = seconds(parameters.apply("max_age"));
        Set<String> contexts = new HashSet<>(words(parameters.apply("acr_values")));
        Optional<JsonNode> claim = acrClaim(parameters.apply("claims"));
        claim.ifPresent(wanted -> {
            contexts.addAll(words(wanted.path("value").asString("")));
            wanted.path("values").forEach(value -> contexts.add(value.asString("")));
        });
        return new Wishes(
                silent,
                // Nobody signed in less than zero seconds ago.
                prompts.contains("login") || maxAge.equals(OptionalLong.of(0)),
                maxAge,
                contexts,
                claim.filter(wanted -> wanted.path("essential").asBoolean(false)).isPresent());
    }

    /** Whether the sign-in of this time is too old, or any is. */
    boolean wantsNewSignIn(Instant signedInAt, Instant now) {
        return again
                || (maxAge.isPresent()
                        && Duration.between(signedInAt, now).toSeconds() > maxAge.getAsLong());
    }

    /** Whether two factors are wanted and the proof is of none of the wanted contexts. */
    boolean wantsSecondFactor(Proof proof) {
        return contexts.contains(Proof.REFEDS_MFA)
                && proof.acr().filter(contexts::contains).isEmpty();
    }

    /** Whether a context is demanded that nothing here can reach. */
    boolean unreachable(Proof proof) {
        return essential
                && !contexts.isEmpty()
                && !contexts.contains(Proof.REFEDS_MFA)
                && proof.acr().filter(contexts::contains).isEmpty();
    }

    private static Set<String> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? Set.of()
                : new HashSet<>(Arrays.asList(text.strip().split("\\s+")));
    }

    private static OptionalLong seconds(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("max_age must be a number of seconds");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static Optional<JsonNode> acrClaim(@Nullable String claims) {
        if (claims == null || claims.isEmpty()) {
            return Optional.empty();
        }
        if (claims.length() > LONGEST_CLAIMS) {
            throw new IllegalArgumentException("claims is too long");
        }
        try {
            JsonNode acr = JSON.readTree(claims).path("id_token").path("acr");
            return acr.isObject() ? Optional.of(acr) : Optional.empty();
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("claims is not JSON", notJson);
        }
    }
}
