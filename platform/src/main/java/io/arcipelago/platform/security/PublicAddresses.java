package io.arcipelago.platform.security;

import io.arcipelago.platform.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Tells the address by which a client reached a route: from the configuration, since a client may
 * write what it likes into {@code Host}.
 */
final class PublicAddresses {

    private final PublicUrl publicUrl;
    private final List<PublicPrefix> prefixes;

    PublicAddresses(PublicUrl publicUrl, List<PublicPrefix> prefixes) {
        this.publicUrl = publicUrl;
        this.prefixes = List.copyOf(prefixes);
    }

    /** The absolute address of the request, without query. */
    String of(HttpServletRequest request) {
        String path = request.getRequestURI();
        return prefixes.stream()
                .filter(prefix -> path.startsWith(prefix.path() + "/"))
                .findFirst()
                .map(prefix -> prefix.url() + path.substring(prefix.path().length()))
                .orElseGet(() -> publicUrl.of("") + path);
    }
}
