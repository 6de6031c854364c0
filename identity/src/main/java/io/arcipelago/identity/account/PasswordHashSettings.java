package io.arcipelago.identity.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a password costs to check, {@code arcipelago.identity.password-hash.*}. The defaults are the
 * smallest that OWASP's password storage cheat sheet names for Argon2id.
 *
 * @param memory for one check
 * @param iterations how often the memory is passed through
 * @param parallelism lanes of one check; they share one thread here
 * @param concurrent how many checks run at once; the others wait, so that they can never take more
 *     than this many times the memory
 * @param patience how long a check waits for its turn before the answer is 503
 */
@ConfigurationProperties("arcipelago.identity.password-hash")
record PasswordHashSettings(
        @DefaultValue("19MB") DataSize memory,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism,
        @DefaultValue("8") int concurrent,
        @DefaultValue("10s") Duration patience) {

    PasswordHashSettings {
        if (memory.toKilobytes() < 8L * parallelism
                || memory.toGigabytes() >= 2
                || iterations < 1
                || parallelism < 1
                || concurrent < 1) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.password-hash: memory must be 8KB times parallelism to"
                            + " below 2GB; iterations, parallelism and concurrent at least 1");
        }
    }

    int memoryKilobytes() {
        return (int) memory.toKilobytes();
    }
}
