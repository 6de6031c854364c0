package io.arcipelago.platform.security.dpop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * What a request shows of its client's key, and what the proof must have been made for.
 *
 * @param proofs the values of the header {@code DPoP}, of which there must be one
 * @param method the request's method
 * @param url where clients reach the resource, without query and fragment
 */
public record ShownProof(List<String> proofs, String method, String url) {

    private static final String HEADER = "DPoP";
    private static final String SCHEME = "DPoP ";

    public ShownProof {
        proofs = List.copyOf(proofs);
    }

    /**
     * What this request shows.
     *
     * @param url the public address of what it asks for
     */
    public static ShownProof of(HttpServletRequest request, String url) {
        return new ShownProof(
                Collections.list(request.getHeaders(HEADER)), request.getMethod(), url);
    }

    /** Whether the request has a proof, or several. */
    public static boolean in(HttpServletRequest request) {
        return request.getHeader(HEADER) != null;
    }

    /** Whether this {@code Authorization} shows a token that is bound to a key. */
    public static boolean inScheme(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The token of such an {@code Authorization}. */
    public static String token(String authorization) {
        return authorization.substring(SCHEME.length()).strip();
    }

    /** Leaves the proofs out. */
    @Override
    public String toString() {
        return "ShownProof[" + method + " " + url + "]";
    }
}
