package io.arcipelago.openstack;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns an error answer, JSON in its various shapes or HTML, into one classified failure. */
final class Errors {

    private static final int LONGEST_MESSAGE = 600;
    private static final Pattern TAGS =
            Pattern.compile("(?s)<(style|script)[^>]*>.*?</\\1>|<[^>]*>");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern DESCRIPTION = Pattern.compile("error_description=\"([^\"]*)\"");

    private Errors() {}

    static OpenStackException of(ApiRequest request, ApiResponse response, InstantSource clock) {
        String said = message(response);
        String text = request.describe() + ": " + response.status() + " " + said;
        for (String secret : request.secrets()) {
            text = secret.isEmpty() ? text : text.replace(secret, "[removed]");
        }
        return new OpenStackException(
                kind(response.status(), said),
                response.status(),
                text,
                response.headers()
                        .firstValue("x-openstack-request-id")
                        .or(() -> response.headers().firstValue("x-compute-request-id")),
                retryAfter(response, clock));
    }

    static Kind kind(int status, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        // Nova words some quotas as "Maximum number of ports exceeded".
        boolean quota = lower.contains("quota") || lower.contains("exceeded");
        return switch (status) {
            case 401 -> Kind.AUTH;
            case 403 -> quota ? Kind.QUOTA : Kind.AUTH;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409 -> quota ? Kind.QUOTA : Kind.CONFLICT;
            // Old Nova limits the request rate with 413 as well.
            case 413 -> lower.contains("rate-limited") ? Kind.TRANSIENT : Kind.QUOTA;
            case 408, 429 -> Kind.TRANSIENT;
            default -> status >= 500 ? Kind.TRANSIENT : Kind.BAD_REQUEST;
        };
    }

    private static String message(ApiResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        String said = fromJson(body).orElseGet(() -> plain(body));
        String authenticate =
                response.headers().firstValue("www-authenticate").stream()
                        .map(DESCRIPTION::matcher)
                        .filter(Matcher::find)
                        .map(found -> " (" + found.group(1) + ")")
                        .findFirst()
                        .orElse("");
        return cut(said) + authenticate;
    }

    private static Optional<String> fromJson(String body) {
        if (!body.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode root = Json.MAPPER.readTree(body);
            // Nova, Cinder, Keystone and Neutron wrap the error in one member; Glance does not.
            JsonNode error = root.size() == 1 ? root.iterator().next() : root;
            if (error.isString()) {
                return Optional.of(plain(error.asString()));
            }
            String kind = Json.optionalText(error, "type").map(type -> type + ": ").orElse("");
            return Json.optionalText(error, "message")
                    .or(() -> Json.optionalText(error, "title"))
                    .map(text -> kind + plain(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String plain(String text) {
        return BLANKS.matcher(TAGS.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
    private static Optional<Duration> retryAfter(ApiResponse response, InstantSource clock) {
        return response.headers()
                .firstValue("retry-after")
                .flatMap(value -> {
                    try {
                        return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
                    } catch (NumberFormatException e) {
                        return untilDate(value, clock);
                    }
                });
    }

    private static Optional<Duration> untilDate(String value, InstantSource clock) {
        try {
            ZonedDateTime date =
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
