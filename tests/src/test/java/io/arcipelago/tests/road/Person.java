package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is signed in: through the form, with authorization code and PKCE (RFC 7636). */
final class Person {

    /** An answer of the product. */
    record Answer(int status, JsonNode body) {}

    private static final String CALLBACK = "http://127.0.0.1:7777/callback";
    private static final Pattern FIELD = Pattern.compile("<input[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(name|value)=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final String url;
    private final String token;

    private Person(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static Person signIn(Product product, String user) {
        return signIn(product.url(), user, product.password(user));
    }

    static Person signIn(String url, String user, String password) {
        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            String verifier = random();
            String query =
                    form(
                            Map.of(
                                    "response_type", "code",
                                    "client_id", "cli",
                                    "redirect_uri", CALLBACK,
                                    "scope", "openid profile email",
                                    "state", "road",
                                    "code_challenge", challenge(verifier),
                                    "code_challenge_method", "S256"));
            URI start = URI.create(url + "/identity/authorize?" + query);
            HttpResponse<String> page = follow(browser, start, send(browser, get(start)));
            Map<String, String> fields = hiddenFields(page.body());
            fields.put("username", user);
            fields.put("password", password);
            Matcher action = ACTION.matcher(page.body());
            assertThat(action.find()).as("a form in %s", page.body()).isTrue();
            URI target = page.uri().resolve(action.group(1));
            HttpResponse<String> back =
                    follow(browser, target, send(browser, post(target, form(fields))));
            Map<String, String> answer = query(back);
            assertThat(answer).containsEntry("state", "road").containsKey("code");
            URI tokens = URI.create(url + "/identity/token");
            HttpResponse<String> issued =
                    send(
                            browser,
                            post(
                                    tokens,
                                    form(
                                            Map.of(
                                                    "grant_type",
                                                    "authorization_code",
                                                    "client_id",
                                                    "cli",
                                                    "code",
                                                    Objects.requireNonNull(answer.get("code")),
                                                    "redirect_uri",
                                                    CALLBACK,
                                                    "code_verifier",
                                                    verifier))));
            assertThat(issued.statusCode()).as("%s", issued.body()).isEqualTo(200);
            String token =
                    JsonMapper.shared().readTree(issued.body()).path("access_token").asString("");
            return new Person(url, token);
        }
    }

    /** The same token, shown to somebody else. */
    Person at(String otherUrl) {
        return new Person(otherUrl, token);
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer post(String path, Object body) {
        return call("POST", path, JsonMapper.shared().writeValueAsString(body));
    }

    Answer delete(String path) {
        return call("DELETE", path, "");
    }

    private Answer call(String method, String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    send(
                            client,
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build());
            String text = response.body().isBlank() ? "null" : response.body();
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(text));
        }
    }

    /** Follows redirects inside the product; the last one leads to the client's own address. */
    private static HttpResponse<String> follow(
            HttpClient browser, URI from, HttpResponse<String> response) {
        HttpResponse<String> current = response;
        for (int hops = 0; hops < 10 && current.statusCode() / 100 == 3; hops++) {
            URI next =
                    current.uri().resolve(current.headers().firstValue("Location").orElseThrow());
            if (!next.getAuthority().equals(from.getAuthority())) {
                return current;
            }
            current = send(browser, get(next));
        }
        return current;
    }

    private static Map<String, String> query(HttpResponse<String> redirect) {
        String location =
                redirect.headers()
                        .firstValue("Location")
                        .orElseThrow(() ->
                                new AssertionError("Signing in ended in: " + redirect.body()));
        assertThat(location).startsWith(CALLBACK + "?");
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : location.substring(location.indexOf('?') + 1).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static Map<String, String> hiddenFields(String html) {
        Map<String, String> fields = new TreeMap<>();
        Matcher field = FIELD.matcher(html);
        while (field.find()) {
            Map<String, String> attributes = new TreeMap<>();
            Matcher attribute = ATTRIBUTE.matcher(field.group());
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            String name = attributes.get("name");
            String value = attributes.get("value");
            if (name != null && value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static HttpRequest get(URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", "text/html").build();
    }

    private static HttpRequest post(URI uri, String form) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it ->
                        it.getKey()
                                + "="
                                + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
