package io.arcipelago.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Makes absolute links from {@code arcipelago.public-url}. A client's {@code Host} header never
 * decides where a link points.
 */
public final class PublicUrl {

    private final String base;

    public PublicUrl(URI publicUrl) {
        String url = publicUrl.toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The absolute URL of a path that begins with a slash. */
    public URI of(String path) {
        return URI.create(base + path);
    }

    /** The request's own path and query string as an absolute URL. */
    public URI of(HttpServletRequest request) {
        String query = request.getQueryString();
        return of(request.getRequestURI() + (query == null ? "" : "?" + query));
    }

    /**
     * The links of a page by relation ({@code self}, {@code first}, {@code prev}, {@code next},
     * {@code last}), with the request's query string but for {@code page} and {@code size}. {@code
     * prev} and {@code next} are there only if such a page exists.
     */
    public Map<String, URI> links(HttpServletRequest request, Page<?> page) {
        Map<String, URI> links = new LinkedHashMap<>();
        int last = page.lastNumber();
        links.put("self", numbered(request, page.number(), page.size()));
        links.put("first", numbered(request, 0, page.size()));
        if (page.number() > 0) {
            links.put("prev", numbered(request, Math.min(page.number() - 1, last), page.size()));
        }
        if (page.number() < last) {
            links.put("next", numbered(request, page.number() + 1, page.size()));
        }
        links.put("last", numbered(request, last, page.size()));
        return links;
    }

    /** The same links as the value of a {@code Link} header (RFC 8288). */
    public String linkHeader(HttpServletRequest request, Page<?> page) {
        List<String> values = new ArrayList<>();
        links(request, page)
                .forEach((relation, url) -> values.add("<" + url + ">; rel=\"" + relation + "\""));
        return String.join(", ", values);
    }

    private URI numbered(HttpServletRequest request, int number, int size) {
        return UriComponentsBuilder.fromUri(of(request))
                .replaceQueryParam("page", number)
                .replaceQueryParam("size", size)
                .build(true)
                .toUri();
    }
}
