package io.arcipelago.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The strong entity tag of a versioned thing (RFC 9110, section 8.8.3): its version number in
 * quotes.
 */
public record VersionTag(long version) {

    /** The value of the {@code ETag} header. */
    public String header() {
        return "\"" + version + "\"";
    }

    /**
     * Whether the client already has this version ({@code If-None-Match}, section 13.1.2), so that
     * a GET is answered with 304. Weak comparison, as the section demands.
     */
    public boolean isKnownTo(HttpServletRequest request) {
        return values(request, HttpHeaders.IF_NONE_MATCH).stream()
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(header()));
    }

    /**
     * Lets a change pass only if the client's {@code If-Match} (section 13.1.1) names this version
     * or is absent.
     *
     * @throws ApiFailure 412 if the thing was changed meanwhile
     */
    public void requireMatch(HttpServletRequest request) {
        List<String> wanted = values(request, HttpHeaders.IF_MATCH);
        boolean matches =
                wanted.isEmpty()
                        || wanted.stream().anyMatch(tag -> tag.equals("*") || tag.equals(header()));
        if (!matches) {
            throw new ApiFailure(
                    HttpStatus.PRECONDITION_FAILED,
                    FailureClass.CONFLICT,
                    "version-mismatch",
                    "If-Match is %s but the current version is %s; read again and repeat the change."
                            .formatted(String.join(", ", wanted), header()),
                    Map.of("currentVersion", version));
        }
    }

    /**
     * As {@link #requireMatch}, but a request without {@code If-Match} is refused too.
     *
     * @throws ApiFailure 428 if there is no {@code If-Match} (RFC 6585, section 3), 412 if the
     *     thing was changed meanwhile
     */
    public void requireExplicitMatch(HttpServletRequest request) {
        if (values(request, HttpHeaders.IF_MATCH).isEmpty()) {
            throw new ApiFailure(
                    HttpStatus.PRECONDITION_REQUIRED,
                    FailureClass.CONFLICT,
                    "version-required",
                    "Send If-Match with the ETag of the version that you read.",
                    Map.of());
        }
        requireMatch(request);
    }

    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
