package io.arcipelago.cli.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Has a person sign in with a browser and waits for the redirect on a free port of the loopback
 * address (RFC 8252, section 7.3). Answers that do not carry the request's state are turned away
 * and do not end the wait.
 */
final class BrowserVisitor implements SignIn.Visitor, AutoCloseable {

    private static final String PATH = "/callback";

    /** Not "localhost", which may be the IPv6 address, while the redirect names this one. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer listener;
    private final Terminal terminal;
    private final Workplace.Opener opener;
    private final Duration patience;

    BrowserVisitor(Terminal terminal, Workplace.Opener opener, Duration patience) {
        this.terminal = terminal;
        this.opener = opener;
        this.patience = patience;
        try {
            this.listener =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        } catch (IOException e) {
            throw new CliFailure("No port to listen on for the browser's return: " + e, e);
        }
    }

    @Override
    public String redirectUri() {
        return "http://127.0.0.1:" + listener.getAddress().getPort() + PATH;
    }

    @Override
    public URI visit(SignIn.Request request) {
        BlockingQueue<URI> answers = new ArrayBlockingQueue<>(1);
        listener.createContext(PATH, exchange -> answer(exchange, request.state(), answers));
        listener.start();
        boolean opened = opener.open(request.address().toString());
        terminal.note(
                opened
                        ? "Sign in with the browser that was opened. If none appears, open:"
                        : "Open this address in a browser on this machine to sign in:");
        terminal.note("");
        terminal.note("  " + request.address());
        terminal.note("");
        try {
            URI answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw CliFailure.notSignedIn(
                        "Nobody signed in within %d minutes; try again, or use --username"
                                .formatted(patience.toMinutes()));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("Interrupted while waiting for the sign-in", e);
        }
    }

    private static void answer(HttpExchange exchange, String state, BlockingQueue<URI> answers)
            throws IOException {
        URI address = exchange.getRequestURI();
        boolean ours = state.equals(SignIn.parameters(address).get("state"));
        boolean first = ours && answers.offer(address);
        byte[] page = page(first).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(first ? 200 : 400, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static String page(boolean accepted) {
        String text =
                accepted
                        ? "Back to the terminal: you can close this window."
                        : "This answer does not belong to a sign-in that is waiting.";
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Arcipelago</title>"
                + "<p>"
                + text
                + "</p></html>";
    }

    @Override
    public void close() {
        // One second, so that the page still reaches the browser.
        listener.stop(1);
    }
}
