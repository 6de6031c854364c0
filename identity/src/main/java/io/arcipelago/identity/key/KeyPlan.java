package io.arcipelago.identity.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to happen to the signing keys now: published, active, retired, removed. Pure rules; what
 * is due twice is planned once, so that running late or often does no harm.
 */
final class KeyPlan {

    /** One thing to do, in this order. */
    sealed interface Step {

        /** A new key is made. */
        record Make(SigningAlgorithm algorithm, KeyState state) implements Step {}

        /** The active key of the algorithm retires and this one signs from now on. */
        record Activate(StoredKey key) implements Step {}

        /** The key leaves the key set and is destroyed. */
        record Remove(StoredKey key) implements Step {}
    }

    private final KeySettings settings;
    private final Duration keep;

    /**
     * Rules for these settings.
     *
     * @param longestToken the longest life of a token that a retired key may have signed
     */
    KeyPlan(KeySettings settings, Duration longestToken) {
        this.settings = settings;
        this.keep =
                settings.retireFor().compareTo(longestToken) < 0
                        ? longestToken
                        : settings.retireFor();
    }

    /** What the schedule asks for. */
    List<Step> due(List<StoredKey> keys, Instant now) {
        List<Step> steps = new ArrayList<>();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            Optional<StoredKey> active = one(keys, algorithm, KeyState.ACTIVE);
            Optional<StoredKey> next = one(keys, algorithm, KeyState.PUBLISHED);
            if (active.isEmpty()) {
                steps.add(
                        next.<Step>map(Step.Activate::new)
                                .orElseGet(() -> new Step.Make(algorithm, KeyState.ACTIVE)));
            } else if (next.isPresent()) {
                if (!now.isBefore(next.get().createdAt().plus(settings.publishAhead()))) {
                    steps.add(new Step.Activate(next.get()));
                }
            } else if (!now.isBefore(
                    signingSince(active.get())
                            .plus(settings.period())
                            .minus(settings.publishAhead()))) {
                steps.add(new Step.Make(algorithm, KeyState.PUBLISHED));
            }
        }
        keys.stream()
                .filter(key -> key.state() == KeyState.RETIRED)
                .filter(key -> !now.isBefore(key.retiredAt().orElseThrow().plus(keep)))
                .forEach(key -> steps.add(new Step.Remove(key)));
        return steps;
    }

    /**
     * What starts a rotation ahead of the schedule.
     *
     * @param atOnce whether the next key signs now, though not every verifier knows it yet
     */
    List<Step> early(List<StoredKey> keys, boolean atOnce) {
        List<Step> steps = new ArrayList<>();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            Optional<StoredKey> next = one(keys, algorithm, KeyState.PUBLISHED);
            if (next.isPresent() && atOnce) {
                steps.add(new Step.Activate(next.get()));
            } else if (next.isEmpty()) {
                steps.add(new Step.Make(algorithm, atOnce ? KeyState.ACTIVE : KeyState.PUBLISHED));
            }
        }
        return steps;
    }

    private static Instant signingSince(StoredKey key) {
        return key.activatedAt().orElse(key.createdAt());
    }

    static Optional<StoredKey> one(
            List<StoredKey> keys, SigningAlgorithm algorithm, KeyState state) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm && key.state() == state)
                .findFirst();
    }
}
