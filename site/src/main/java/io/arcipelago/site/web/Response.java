package io.arcipelago.site.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An answer. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Response(int status, Map<String, String> headers, byte[] body) {

    public static Response json(int status, JsonNode body) {
        return new Response(
                status, Map.of("Content-Type", "application/json"), JsonBody.write(body));
    }

    public static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    public static Response html(int status, Map<String, String> headers, String title) {
        String page =
                "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>"
                        + status
                        + " "
                        + title
                        + "</title>\n</head><body>\n<h1>"
                        + title
                        + "</h1>\n</body></html>\n";
        Response plain =
                new Response(
                        status,
                        Map.of("Content-Type", "text/html; charset=iso-8859-1"),
                        page.getBytes(StandardCharsets.ISO_8859_1));
        return plain.with(headers);
    }

    public Response with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Response(status, Map.copyOf(all), body);
    }
}
