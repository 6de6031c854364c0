package io.arcipelago.site.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A fault to inject into matching requests. Empty match members match everything.
 *
 * @param service {@code identity}, {@code compute}, {@code network}, {@code image} or {@code
 *     volume}
 * @param path a regular expression that the path below the endpoint must match in full
 * @param count how many more times it strikes
 * @param status for {@link Kind#ERROR}
 * @param delay for {@link Kind#LATENCY}; the longest hang for {@link Kind#HANG}
 * @param message for {@link Kind#ERROR} and {@link Kind#BUILD_ERROR}
 */
public record Fault(
        String id,
        String site,
        String service,
        String method,
        String path,
        Kind kind,
        int count,
        int status,
        Duration delay,
        String message) {

    /** What happens to the request. */
    public enum Kind {
        /** Answered late. */
        LATENCY,
        /** Answered with a status, without being carried out. */
        ERROR,
        /** Not answered until the delay is over, then dropped, without being carried out. */
        HANG,
        /** Dropped without being carried out. */
        REFUSE,
        /** Carried out, but the answer is dropped. */
        LOST_RESPONSE,
        /** A server whose build ends in ERROR. */
        BUILD_ERROR,
        /** A server that becomes ACTIVE but lets no connection in. */
        UNREACHABLE;

        /** As written in configuration and requests, such as {@code lost-response}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String wireName) {
            return Arrays.stream(values())
                    .filter(it -> it.wireName().equals(wireName))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "unknown fault kind '"
                                            + wireName
                                            + "'; known: "
                                            + Arrays.stream(values())
                                                    .map(Kind::wireName)
                                                    .toList()));
        }
    }

    /** Checks and numbers a fault; raises IllegalArgumentException with the reason. */
    public static Fault create(
            String site,
            String service,
            String method,
            String path,
            String kind,
            int count,
            int status,
            Duration delay,
            String message) {
        try {
            Pattern.compile(path);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "path '" + path + "' is not a regular expression: " + e.getDescription());
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599");
        }
        return new Fault(
                UUID.randomUUID().toString(),
                site,
                service,
                method.toUpperCase(Locale.ROOT),
                path,
                Kind.of(kind),
                count,
                status,
                delay,
                message);
    }

    Fault struckOnce() {
        int left = count == Integer.MAX_VALUE ? count : count - 1;
        return new Fault(id, site, service, method, path, kind, left, status, delay, message);
    }

    boolean matches(String atSite, String atService, String withMethod, String withPath) {
        return (site.isEmpty() || site.equals(atSite))
                && (service.isEmpty() || service.equals(atService))
                && (method.isEmpty() || method.equals(withMethod))
                && (path.isEmpty() || Pattern.matches(path, withPath));
    }
}
