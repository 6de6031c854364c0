package io.arcipelago.identity.pushed;

import io.arcipelago.identity.Secrets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the pushed request in the place of a visit with {@code request_uri} (RFC 9126, section 4).
 * The first visit takes it into the browser's session, for as long as a sign-in takes: the same
 * browser comes back to it after the sign-in, and no other browser ever does.
 */
public final class PushedRequestFilter extends OncePerRequestFilter {

    private static final String HELD = PushedRequestFilter.class.getName() + ".held";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** What one session holds; there is no need for more in a browser. */
    private static final class Held implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String uriHash;
        private final String client;
        private final LinkedHashMap<String, List<String>> parameters;
        private final Instant until;

        Held(String uriHash, String client, Map<String, List<String>> parameters, Instant until) {
            this.uriHash = uriHash;
            this.client = client;
            this.parameters = new LinkedHashMap<>(parameters);
            this.until = until;
        }
    }

    private final PushedRequests requests;
    private final RequestMatcher authorize;
    private final InstantSource clock;

    public PushedRequestFilter(
            PushedRequests requests, RequestMatcher authorize, InstantSource clock) {
        this.requests = requests;
        this.authorize = authorize;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !authorize.matches(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String client = request.getParameter("client_id");
        String uri = request.getParameter("request_uri");
        if (uri == null) {
            // The answer to the consent page has no response_type; its request was pushed before.
            boolean begins =
                    "GET".equals(request.getMethod())
                            || request.getParameter("response_type") != null;
            if (begins && client != null && requests.required(client)) {
                refuse(
                        response,
                        "This client must push its requests to the pushed authorization "
                                + "request endpoint");
                return;
            }
            chain.doFilter(request, response);
            return;
        }
        Optional<Map<String, List<String>>> pushed =
                client == null ? Optional.empty() : find(request, uri, client);
        if (pushed.isEmpty()) {
            refuse(
                    response,
                    "request_uri is unknown, of another client, used before, or older than "
                            + PushedRequests.LIFE.toSeconds()
                            + " seconds");
            return;
        }
        chain.doFilter(new PushedRequest(request, pushed.get()), response);
    }

    private Optional<Map<String, List<String>>> find(
            HttpServletRequest request, String uri, String client) {
        String hash = Secrets.digest(uri);
        Instant now = clock.instant();
        Held held = held(request.getSession(false));
        if (held != null
                && held.uriHash.equals(hash)
                && held.client.equals(client)
                && now.isBefore(held.until)) {
            return Optional.of(held.parameters);
        }
        Optional<Map<String, List<String>>> taken = requests.take(uri, client);
        taken.ifPresent(parameters ->
                request.getSession()
                        .setAttribute(
                                HELD, new Held(hash, client, parameters, now.plus(PATIENCE))));
        return taken;
    }

    private static @Nullable Held held(@Nullable HttpSession session) {
        return session != null && session.getAttribute(HELD) instanceof Held held ? held : null;
    }

    /** To the person: before the request is known there is no address to send an error to. */
    private static void refuse(HttpServletResponse response, String description)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/json");
        response.getWriter()
                .write(
                        "{\"error\":\"invalid_request\",\"error_description\":\""
                                + description
                                + "\"}");
    }
}
