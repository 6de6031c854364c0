package io.arcipelago.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks an address whether our own installation answers there. The launcher uses it because a
 * minimal machine has neither curl nor wget, and because a port may belong to another program.
 *
 * <p>Uses nothing but the JDK, so that it starts in a fraction of a second.
 */
public final class InstanceProbe {

    /** How an enquiry ended, with the exit status that the launcher reads. */
    enum Outcome {
        OURS(0),
        FOREIGN(2),
        PROCESS_ENDED(3),
        NO_ANSWER(4);

        private final int exitStatus;

        Outcome(int exitStatus) {
            this.exitStatus = exitStatus;
        }
    }

    private static final int WRONG_USAGE = 64;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int ANSWER_MILLIS = 5_000;
    private static final int LONGEST_CARD_BYTES = 100_000;

    private InstanceProbe() {}

    /**
     * Runs {@code get URL INSTANCE SECONDS} or {@code await URL INSTANCE SECONDS PID}, and prints
     * the answer if it is ours. {@code get} asks once, {@code await} until it is answered, the
     * process has ended or the seconds are over.
     */
    public static void main(String[] args) {
        if (args.length < 4) {
            System.err.println("Usage: InstanceProbe get|await URL INSTANCE SECONDS [PID]");
            System.exit(WRONG_USAGE);
        }
        Answer answer =
                args[0].equals("await")
                        ? await(
                                URI.create(args[1]),
                                args[2],
                                Duration.ofSeconds(Long.parseLong(args[3])),
                                args.length > 4 ? Long.parseLong(args[4]) : 0)
                        : ask(URI.create(args[1]), args[2]);
        if (answer.body() != null) {
            System.out.println(answer.body());
        }
        System.exit(answer.outcome().exitStatus);
    }

    /** The outcome, and what was answered if it was our own installation. */
    record Answer(Outcome outcome, @Nullable String body) {}

    /** Asks until there is an answer of any kind; a process id of 0 means an unknown process. */
    static Answer await(URI url, String instance, Duration patience, long pid) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            // Order matters: a process that answers and then ends has answered.
            boolean alive =
                    pid == 0 || ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            Answer answer = ask(url, instance);
            if (answer.outcome() != Outcome.NO_ANSWER) {
                return answer;
            }
            if (!alive) {
                return new Answer(Outcome.PROCESS_ENDED, null);
            }
            if (System.nanoTime() > deadline) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Asks once. A server error counts as no answer yet, because ours gives one while it starts.
     */
    static Answer ask(URI url, String instance) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            if (status >= 500) {
                return new Answer(Outcome.NO_ANSWER, null);
            }
            if (status != HttpURLConnection.HTTP_OK) {
                return new Answer(Outcome.FOREIGN, null);
            }
            try (InputStream in = connection.getInputStream()) {
                String body = new String(in.readNBytes(LONGEST_CARD_BYTES), StandardCharsets.UTF_8);
                return body.contains("\"" + instance + "\"")
                        ? new Answer(Outcome.OURS, body)
                        : new Answer(Outcome.FOREIGN, null);
            }
        } catch (IOException notYet) {
            return new Answer(Outcome.NO_ANSWER, null);
        }
    }
}
