package io.arcipelago.identity.audit;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the audit log goes, {@code arcipelago.identity.audit.*}.
 *
 * @param file the file; blank: {@code audit/identity-audit.log} in the data directory; {@code
 *     none}: no file
 * @param maxFileSize when a new file is begun, at the latest every day
 * @param keepDays how many days of files are kept
 * @param keepSize how much of files is kept in all
 * @param queue how many lines may wait for the disk before those who write them wait too
 * @param retention how long rows of the table are kept
 * @param accessTokens where the issue of a token is told
 * @param lookups where introspection and userinfo are told
 * @param refusalsPerMinute how many refusals a minute get a row of the table; all are in the file
 */
@ConfigurationProperties("arcipelago.identity.audit")
record AuditSettings(
        @DefaultValue("") String file,
        @DefaultValue("50MB") DataSize maxFileSize,
        @DefaultValue("90") int keepDays,
        @DefaultValue("5GB") DataSize keepSize,
        @DefaultValue("8192") int queue,
        @DefaultValue("365d") Duration retention,
        @DefaultValue("file") Set<Place> accessTokens,
        @DefaultValue Set<Place> lookups,
        @DefaultValue("600") int refusalsPerMinute) {

    /** Where an event that changes nothing may be told. */
    enum Place {
        FILE,
        TABLE,
        KAFKA
    }

    AuditSettings {
        accessTokens = Set.copyOf(accessTokens);
        lookups = Set.copyOf(lookups);
        if (queue < 1) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.audit.queue is " + queue + "; use 1 or more");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "arcipelago.identity.audit.retention is "
                            + retention
                            + "; say how long events are kept, such as 365d");
        }
    }

    boolean writesFile() {
        return !file.equals("none");
    }
}
