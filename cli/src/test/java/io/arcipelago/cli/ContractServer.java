package io.arcipelago.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An installation for tests: a provider whose sign-in form must really be filled in, and scripted
 * answers for everything else. Calls without the token of the last sign-in are refused.
 */
public final class ContractServer implements AutoCloseable {

    public static final String PASSWORD = "correct-horse";
    private static final String CSRF = "csrf-1";
    private static final String COOKIE = "session=s-1";

    /** A request as it came in. */
    public record Received(String method, String path, Map<String, String> headers, String body) {

        public String line() {
            return method + " " + path;
        }
    }

    /** An answer with its content type. */
    public record Answer(int status, String type, String body) {

        public static Answer json(String body) {
            return new Answer(200, "application/json", body);
        }

        public static Answer problem(int status, String body) {
            return new Answer(status, "application/problem+json", body);
        }

        public static Answer events(String body) {
            return new Answer(200, "text/event-stream", body);
        }

        public static Answer html(String body) {
            return new Answer(200, "text/html", body);
        }
    }

    private final HttpServer server;
    private final Map<String, List<Answer>> script = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile String validToken = "";
    private final AtomicInteger issued = new AtomicInteger();

    public ContractServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Scripts answers for a request line; the last one stays. */
    public ContractServer on(String line, Answer... answers) {
        script.put(line, new CopyOnWriteArrayList<>(answers));
        return this;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> received(String line) {
        return received.stream().filter(it -> it.line().equals(line)).toList();
    }

    /** Makes all tokens invalid that were given so far. */
    public void forgetTokens() {
        validToken = "";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            URI uri = exchange.getRequestURI();
            Received request =
                    new Received(exchange.getRequestMethod(), uri.toString(), headers, body);
            received.add(request);
            if (uri.getPath().startsWith("/identity/") && !uri.getPath().contains("/v1/")) {
                identity(exchange, request, uri);
                return;
            }
            boolean open =
                    uri.getPath().startsWith("/actuator")
                            || uri.getPath().startsWith("/.well-known")
                            || uri.getPath().startsWith("/_admin")
                            || uri.getPath().startsWith("/ui/")
                            || uri.getPath().startsWith("/page");
            if (!open && !("Bearer " + validToken).equals(headers.get("Authorization"))) {
                send(exchange, Answer.problem(401, "{\"title\":\"Token invalid\",\"status\":401}"));
                return;
            }
            send(exchange, scripted(request.line()));
        }
    }

    private Answer scripted(String line) {
        List<Answer> answers = script.get(line);
        if (answers == null) {
            return Answer.problem(
                    404, "{\"title\":\"Not scripted\",\"detail\":\"%s\"}".formatted(line));
        }
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    private void identity(HttpExchange exchange, Received request, URI uri) throws IOException {
        boolean cookie =
                Optional.ofNullable(request.headers().get("Cookie")).orElse("").contains(COOKIE);
        switch (request.method() + " " + uri.getPath()) {
            case "GET /identity/.well-known/openid-configuration" ->
                    send(exchange, Answer.json(discovery()));
            case "GET /identity/authorize" -> authorize(exchange, uri, cookie);
            case "GET /identity/login" -> send(exchange, Answer.html(form(uri, cookie)));
            case "POST /identity/login" -> login(exchange, request, cookie);
            case "POST /identity/token" -> token(exchange, fields(request.body()));
            case "POST /identity/revoke" -> send(exchange, Answer.json("{}"));
            default -> send(exchange, Answer.problem(404, "{}"));
        }
    }

    private String discovery() {
        String issuer = url() + "/identity";
        return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize",
         "token_endpoint":"%1$s/token","revocation_endpoint":"%1$s/revoke"}
        """
                .formatted(issuer);
    }

    private volatile String waiting = "";
    private volatile boolean signedIn;

    private void authorize(HttpExchange exchange, URI uri, boolean cookie) throws IOException {
        if (!cookie || !signedIn) {
            waiting = uri.toString();
            exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "; Path=/identity; HttpOnly");
            redirect(exchange, "/identity/login");
            return;
        }
        Map<String, String> parameters = fields(uri.getRawQuery());
        String code = "code-" + codes.size();
        codes.put(code, parameters);
        redirect(
                exchange,
                "%s?code=%s&state=%s"
                        .formatted(parameters.get("redirect_uri"), code, parameters.get("state")));
    }

    private static String form(URI uri, boolean cookie) {
        String notice =
                uri.toString().contains("refused")
                        ? "<p id=\"notice\" class=\"notice error\">Not right, wait a bit.</p>"
                        : "";
        return """
        %s<form method="post" action="/identity/login">
        <input type="hidden" name="_csrf" value="%s">
        <input name="username" type="text"><input name="password" type="password">
        </form>
        """
                .formatted(notice, cookie ? CSRF : "none");
    }

    private void login(HttpExchange exchange, Received request, boolean cookie) throws IOException {
        Map<String, String> fields = fields(request.body());
        boolean right =
                cookie
                        && CSRF.equals(fields.get("_csrf"))
                        && "alice".equals(fields.get("username"))
                        && PASSWORD.equals(fields.get("password"));
        signedIn = right;
        redirect(exchange, right ? waiting : "/identity/login?notice=refused");
    }

    private void token(HttpExchange exchange, Map<String, String> fields) throws IOException {
        boolean good;
        if ("authorization_code".equals(fields.get("grant_type"))) {
            Map<String, String> asked = codes.remove(fields.getOrDefault("code", ""));
            good =
                    asked != null
                            && challenge(fields.getOrDefault("code_verifier", ""))
                                    .equals(asked.get("code_challenge"))
                            && "S256".equals(asked.get("code_challenge_method"))
                            && fields.getOrDefault("redirect_uri", "")
                                    .equals(asked.get("redirect_uri"));
        } else {
            good = ("refresh-" + issued.get()).equals(fields.get("refresh_token"));
        }
        if (!good) {
            send(
                    exchange,
                    new Answer(
                            400,
                            "application/json",
                            "{\"error\":\"invalid_grant\",\"error_description\":\"Not good\"}"));
            return;
        }
        int number = issued.incrementAndGet();
        validToken = "access-" + number;
        send(
                exchange,
                Answer.json(
                        "{\"access_token\":\"%s\",\"refresh_token\":\"refresh-%d\",\"expires_in\":3600}"
                                .formatted(validToken, number)));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
