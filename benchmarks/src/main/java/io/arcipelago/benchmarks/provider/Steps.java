package io.arcipelago.benchmarks.provider;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The steps that every provider has in common; each checks its answer. */
final class Steps {

    private Steps() {}

    static Provider.Step repeat(byte[] request, String member) {
        return connection -> connection.send(request).require(200).text(member);
    }

    static Provider.Step get(String path, String content) {
        byte[] request = Connection.request("GET", path, List.of(), "");
        return connection -> contains(connection.send(request).require(200), content);
    }

    /** Each answer's refresh token is the next request's. */
    static Provider.Step refresh(String path, String basic, String first) {
        AtomicReference<String> current = new AtomicReference<>(first);
        return connection -> {
            String token = current.get();
            String next =
                    connection
                            .send(
                                    Connection.form(
                                            path,
                                            "grant_type=refresh_token&refresh_token=" + token,
                                            basic))
                            .require(200)
                            .text("refresh_token");
            if (next.equals(token)) {
                throw new IllegalStateException("The refresh token was not replaced");
            }
            current.set(next);
        };
    }

    /** One token for the whole run. */
    static Provider.Step introspect(int port, String path, byte[] tokenRequest, String basic)
            throws IOException {
        try (Connection once = new Connection(port)) {
            String token = once.send(tokenRequest).require(200).text("access_token");
            byte[] request = Connection.form(path, "token=" + token, basic);
            return connection -> contains(connection.send(request).require(200), "\"active\":true");
        }
    }

    private static void contains(Connection.Answer answer, String content) {
        if (!answer.body().contains(content)) {
            throw new IllegalStateException("The answer lacks " + content + ": " + answer.body());
        }
    }
}
