package io.arcipelago.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a failure as the answer to a request, in the form that its path promises. Filters,
 * security handlers and controllers all end here, so that a client never meets a second form.
 */
public final class FailureWriter {

    private static final ErrorShape PROBLEM_DETAILS = new ProblemDetails();

    private final JsonMapper json;
    private final List<ErrorShape> longestPrefixFirst;

    public FailureWriter(JsonMapper json, List<ErrorShape> shapes) {
        this.json = json;
        this.longestPrefixFirst =
                shapes.stream()
                        .sorted(
                                Comparator.comparingInt(
                                                (ErrorShape shape) -> shape.pathPrefix().length())
                                        .reversed())
                        .toList();
    }

    /** Answers with the failure. Does nothing if the answer is already on its way. */
    public void write(HttpServletRequest request, HttpServletResponse response, ApiFailure failure)
            throws IOException {
        write(request, response, failure, HttpHeaders.EMPTY);
    }

    /** Answers with the failure and further headers, such as {@code Allow}. */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ApiFailure failure,
            HttpHeaders headers)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        ErrorShape.Answer answer =
                shapeFor(RequestPaths.original(request))
                        .render(failure, RequestIdFilter.requestId(request));
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setStatus(answer.status().value());
        response.setContentType(answer.contentType().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.ETAG, null);
        byte[] body = json.writeValueAsBytes(answer.body());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private ErrorShape shapeFor(String path) {
        return longestPrefixFirst.stream()
                .filter(shape -> covers(shape.pathPrefix(), path))
                .findFirst()
                .orElse(PROBLEM_DETAILS);
    }

    private static boolean covers(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
    }
}
