package io.arcipelago.openstack;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param repeatable whether a second execution does no harm, so that an unclear outcome is retried
 * @param secrets strings that must not appear in an error, even if the site echoes them
 */
record ApiRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<byte[]> body,
        boolean repeatable,
        List<String> secrets) {

    String describe() {
        return method + " " + uri;
    }

    @Override
    public String toString() {
        return describe();
    }
}
