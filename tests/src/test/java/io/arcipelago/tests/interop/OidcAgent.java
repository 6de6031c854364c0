package io.arcipelago.tests.interop;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real oidc-agent with a home of its own. */
final class OidcAgent implements AutoCloseable {

    private static final Pattern VARIABLE = Pattern.compile("(OIDC[A-Z_]*)=([^;]*);");
    private static final Pattern CODE = Pattern.compile("\\b[A-Z]{4}-[A-Z]{4}\\b");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    private OidcAgent(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
    }

    static OidcAgent start(Path directory) throws IOException {
        Apache.require(Path.of("/usr/bin/oidc-agent"), "oidc-agent-cli");
        Path home = directory.resolve("agent");
        Files.createDirectories(home.resolve(".oidc-agent"));
        OidcAgent agent = new OidcAgent(home);
        // Through a pipe, which ends when the agent has said everything: it goes on by itself.
        Matcher variable =
                VARIABLE.matcher(agent.run("sh", "-c", "oidc-agent | cat").expectSuccess());
        while (variable.find()) {
            agent.environment.put(variable.group(1), variable.group(2));
        }
        return agent;
    }

    /** A registration in the making: the code that a person has to type elsewhere, and its end. */
    record Pending(String code, Process process, Path output) {

        String end() {
            try {
                if (!process.waitFor(90, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("oidc-gen does not end:\n" + said(output));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return said(output);
        }
    }

    /** Registers a client and asks for tokens by the device grant. */
    Pending register(String name, String issuer, Path authority, String scopes) throws IOException {
        Path output = home.resolve(name + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(
                                "oidc-gen",
                                "--iss",
                                issuer,
                                "--flow=device",
                                "--prompt=none",
                                "--confirm-yes",
                                "--pw-cmd=echo a-password",
                                "--cert-path",
                                authority.toString(),
                                "--scope",
                                scopes,
                                name)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> CODE.matcher(said(output)).find() || !process.isAlive());
        Matcher code = CODE.matcher(said(output));
        if (!code.find()) {
            throw new AssertionError("oidc-gen shows no code:\n" + said(output));
        }
        return new Pending(code.group(), process, output);
    }

    Commands.Result run(String... command) {
        return Commands.run(home, environment, Duration.ofMinutes(1), List.of(command));
    }

    /** Asks the agent for an access token. */
    Commands.Result token(String... options) {
        List<String> command = new ArrayList<>(List.of("oidc-token"));
        command.addAll(List.of(options));
        return Commands.run(home, environment, Duration.ofMinutes(1), command);
    }

    static JWTClaimsSet claims(Commands.Result token) {
        try {
            return SignedJWT.parse(token.expectSuccess().strip()).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(token.output(), e);
        }
    }

    private static String said(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        String pid = environment.get("OIDCD_PID");
        if (pid != null) {
            run("kill", pid);
        }
    }
}
