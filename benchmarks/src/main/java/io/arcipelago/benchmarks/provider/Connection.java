package io.arcipelago.benchmarks.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to a server on this machine, as cheap as it can be: what the
 * load costs must not take the processor away from what is measured.
 */
final class Connection implements AutoCloseable {

    /** An answer; header lines are as they came. */
    record Answer(int status, List<String> headers, String body) {

        /** The value of a member of a flat JSON object whose value is a string without escapes. */
        String text(String member) {
            String start = "\"" + member + "\":\"";
            int from = body.indexOf(start);
            if (from < 0) {
                throw new IllegalStateException(status + " without " + member + ": " + body);
            }
            return body.substring(from + start.length(), body.indexOf('"', from + start.length()));
        }

        Answer require(int expected) {
            if (status != expected) {
                throw new IllegalStateException(
                        "The server answered " + status + " instead of " + expected + ": " + body);
            }
            return this;
        }
    }

    private static final int PATIENCE_MS = 60_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Connection(int port) {
        this.port = port;
    }

    /** Bytes of a request; its headers are one to a line, without the last line end. */
    static byte[] request(String method, String path, List<String> headers, String body) {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!method.equals("GET")) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A POST of a form. */
    static byte[] form(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        return request("POST", path, all, body);
    }

    /**
     * Sends and reads. A server may close an idle connection, so the first write is tried twice.
     */
    Answer send(byte[] request) throws IOException {
        boolean fresh = socket == null;
        try {
            return exchange(request);
        } catch (IOException closed) {
            close();
            if (fresh) {
                throw closed;
            }
            return exchange(request);
        }
    }

    private Answer exchange(byte[] request) throws IOException {
        InputStream input = open();
        Socket open = socket;
        if (open == null) {
            throw new IOException("not connected");
        }
        open.getOutputStream().write(request);
        String statusLine = line(input);
        int status = Integer.parseInt(statusLine.substring(9, 12));
        List<String> headers = new ArrayList<>();
        int length = 0;
        boolean chunked = false;
        boolean close = false;
        for (String header = line(input); !header.isEmpty(); header = line(input)) {
            headers.add(header);
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.equals("connection: close")) {
                close = true;
            }
        }
        byte[] body = chunked ? chunks(input) : input.readNBytes(length);
        if (close) {
            close();
        }
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private InputStream open() throws IOException {
        InputStream input = in;
        if (input == null) {
            Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
            opened.setTcpNoDelay(true);
            opened.setSoTimeout(PATIENCE_MS);
            input = new BufferedInputStream(opened.getInputStream(), 16_384);
            socket = opened;
            in = input;
        }
        return input;
    }

    private static byte[] chunks(InputStream input) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(input), 16);
        while (size > 0) {
            all.write(input.readNBytes(size));
            line(input);
            size = Integer.parseInt(line(input), 16);
        }
        line(input);
        return all.toByteArray();
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException ignored) {
            // It is given up anyway.
        }
        socket = null;
        in = null;
    }
}
