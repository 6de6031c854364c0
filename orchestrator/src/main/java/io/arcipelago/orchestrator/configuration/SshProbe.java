package io.arcipelago.orchestrator.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sees whether a server can be logged in to: first whether SSH answers, then a real login. */
final class SshProbe {

    private static final int PORT = 22;
    private static final int CONNECT_MILLIS = 1000;
    private static final int LOGIN_SECONDS = 10;

    private SshProbe() {}

    static Readiness probe(ManagedHost host, RunDirectory files, String privateKey) {
        if (host.address().isEmpty()) {
            return new Readiness.Refused(host.name() + " has no address that we can reach");
        }
        if (!answers(host.address())) {
            return new Readiness.NotYet(
                    "SSH of %s does not answer at %s".formatted(host.name(), host.address()));
        }
        files.writeKey(List.of(host), privateKey);
        return login(host, files);
    }

    private static boolean answers(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), CONNECT_MILLIS);
            socket.setSoTimeout(CONNECT_MILLIS);
            byte[] start = socket.getInputStream().readNBytes(4);
            return new String(start, StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private static Readiness login(ManagedHost host, RunDirectory files) {
        ProcessBuilder ssh =
                new ProcessBuilder(
                        "ssh",
                        "-F",
                        "none",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "StrictHostKeyChecking=yes",
                        "-o",
                        "UserKnownHostsFile=" + files.knownHosts(),
                        "-o",
                        "ConnectTimeout=5",
                        "-i",
                        files.key().toString(),
                        "--",
                        host.user() + "@" + host.address(),
                        "sudo -n true && command -v python3 >/dev/null");
        ssh.redirectErrorStream(true);
        try {
            Process process = ssh.start();
            process.getOutputStream().close();
            if (!process.waitFor(LOGIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Readiness.NotYet("the login to %s hangs".formatted(host.name()));
            }
            String said = lastLine(process.getInputStream());
            if (process.exitValue() == 0) {
                return new Readiness.Ready();
            }
            return said.contains("Host key verification failed")
                    ? new Readiness.Refused(
                            "%s shows another host key than its console told"
                                    .formatted(host.name()))
                    : new Readiness.NotYet(
                            "the login to %s fails: %s".formatted(host.name(), said));
        } catch (IOException e) {
            return new Readiness.NotYet("the program ssh cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness.NotYet("interrupted");
        }
    }

    private static String lastLine(InputStream output) throws IOException {
        List<String> lines =
                new String(output.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        return lines.isEmpty() ? "no reason given" : lines.getLast().strip();
    }
}
