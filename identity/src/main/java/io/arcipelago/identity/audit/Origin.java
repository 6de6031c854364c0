package io.arcipelago.identity.audit;

import io.arcipelago.platform.web.RequestIdFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where a request came from; every part is empty for what the service does by itself.
 *
 * @param address of the peer, or of the client if the proxy in front is trusted to tell it
 * @param userAgent what the program says of itself, shortened
 */
record Origin(String address, String userAgent, String requestId, String traceId) {

    private static final int LONGEST_AGENT = 256;

    /** Of the request that this thread works on. */
    static Origin current() {
        return new Origin(
                request().map(HttpServletRequest::getRemoteAddr).orElse(""),
                request()
                        .map(request -> Details.clean(request.getHeader("User-Agent")))
                        .map(agent -> agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)))
                        .orElse(""),
                or(MDC.get(RequestIdFilter.MDC_KEY)),
                or(MDC.get("traceId")));
    }

    /** The request that this thread works on. */
    static Optional<HttpServletRequest> request() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes
                ? Optional.of(attributes.getRequest())
                : Optional.empty();
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
