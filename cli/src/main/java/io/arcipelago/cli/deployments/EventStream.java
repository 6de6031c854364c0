package io.arcipelago.cli.deployments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2.6). A thread of its own reads, so that a
 * connection that went silent does not hold anybody up.
 */
final class EventStream implements AutoCloseable {

    private static final int AHEAD = 256;

    /** What comes out of the stream. */
    sealed interface Item {}

    /**
     * An event.
     *
     * @param id empty if it has none
     */
    record Event(String name, String id, String data) implements Item {}

    /** A sign of life. */
    record Heartbeat() implements Item {}

    /** The stream has ended. */
    record End() implements Item {}

    private final InputStream body;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;

    EventStream(InputStream body) {
        this.body = body;
        this.reader = Thread.ofVirtual().name("event-stream").start(this::readAll);
    }

    /**
     * The next item.
     *
     * @throws IOException if there is no sign of life for so long
     */
    Item next(Duration patience) throws IOException {
        try {
            Item item = items.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (item == null) {
                throw new IOException("no sign of life for " + patience.toSeconds() + " s");
            }
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void readAll() {
        try {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                parse(lines);
            } catch (IOException broken) {
                // A broken stream ends like any other; the follower opens a new one.
            }
            items.put(new End());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void parse(BufferedReader lines) throws IOException, InterruptedException {
        String name = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        String line = lines.readLine();
        while (line != null) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    data.setLength(data.length() - 1);
                    items.put(new Event(name.isEmpty() ? "message" : name, id, data.toString()));
                }
                name = "";
                id = "";
                data.setLength(0);
            } else if (line.startsWith(":")) {
                items.put(new Heartbeat());
            } else {
                int colon = line.indexOf(':');
                String field = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1);
                value = value.startsWith(" ") ? value.substring(1) : value;
                switch (field) {
                    case "event" -> name = value;
                    case "id" -> id = value;
                    case "data" -> data.append(value).append('\n');
                    default -> {
                        // Fields that a client does not know are ignored, as the standard wants.
                    }
                }
            }
            line = lines.readLine();
        }
    }

    @Override
    public void close() {
        reader.interrupt();
        try {
            body.close();
        } catch (IOException alreadyGone) {
            // Closed either way.
        }
    }
}
