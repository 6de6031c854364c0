package io.arcipelago.identity.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen: keeps cookies, reads forms, follows no redirect unless told to. */
public final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Provider provider;

    public Browser(Provider provider) {
        this.provider = provider;
    }

    /** GETs an absolute URL or a path of the provider's origin. */
    public HttpResponse<String> get(String address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(resolve(address)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** POSTs a form. */
    public HttpResponse<String> post(String address, Map<String, String> form, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(resolve(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Sends JSON, as a script of the page would. */
    public HttpResponse<String> json(String method, String address, String body) {
        return send(
                HttpRequest.newBuilder(resolve(address))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Opens the sign-in page and sends its form with this name and password. */
    public HttpResponse<String> signIn(String username, String password) {
        Map<String, String> form = hiddenFields(get("/identity/login").body());
        form.put("username", username);
        form.put("password", password);
        return post("/identity/login", form);
    }

    /** The value of the session cookie, or the empty text. */
    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("arcipelago-session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** The hidden fields of a page's first form. */
    public static Map<String, String> hiddenFields(String html) {
        int end = html.indexOf("</form>");
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = HIDDEN.matcher(end < 0 ? html : html.substring(0, end));
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
        }
        return fields;
    }

    /** Where an answer redirects to. */
    public static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    /** The query parameters of an address. */
    public static Map<String, String> query(String address) {
        int start = address.indexOf('?');
        return start < 0
                ? Map.of()
                : Arrays.stream(address.substring(start + 1).split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        pair -> pair[0],
                                        pair ->
                                                URLDecoder.decode(
                                                        pair.length > 1 ? pair[1] : "",
                                                        StandardCharsets.UTF_8)));
    }

    /** Parameters as a query or a form body. */
    public static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8)
                                + "="
                                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private URI resolve(String address) {
        return URI.create(provider.publicUrl()).resolve(address);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
