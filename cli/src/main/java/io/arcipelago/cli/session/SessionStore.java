package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The sign-ins of this person, one for each installation, in a file that only they can read. */
final class SessionStore {

    /** A sign-in with what is needed to renew it or give it back. */
    record Session(URI token, URI revocation, Tokens tokens) {}

    /** The file's content, by the installation's URL. */
    record Sessions(Map<String, Session> sessions) {}

    private final Path directory;
    private final Path file;
    private final JsonMapper json;

    SessionStore(Path directory, JsonMapper json) {
        this.directory = directory;
        this.file = directory.resolve("sessions.json");
        this.json = json;
    }

    Optional<Session> find(URI url) {
        return Optional.ofNullable(read().get(url.toString()));
    }

    void put(URI url, Session session) {
        locked(() -> {
            Map<String, Session> sessions = read();
            sessions.put(url.toString(), session);
            write(sessions);
            return session;
        });
    }

    void remove(URI url) {
        locked(() -> {
            Map<String, Session> sessions = read();
            boolean there = sessions.remove(url.toString()) != null;
            if (there) {
                write(sessions);
            }
            return there;
        });
    }

    /** Renews a sign-in; of several processes one does it and the others use what it got. */
    Session renew(URI url, Session stale, UnaryOperator<Session> renewal) {
        return locked(() -> {
            Map<String, Session> sessions = read();
            Session current = sessions.get(url.toString());
            if (current != null && !current.equals(stale)) {
                return current;
            }
            Session fresh = renewal.apply(stale);
            sessions.put(url.toString(), fresh);
            write(sessions);
            return fresh;
        });
    }

    private Map<String, Session> read() {
        try {
            return new TreeMap<>(json.readValue(Files.readString(file), Sessions.class).sessions());
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException e) {
            throw new CliFailure("%s cannot be read: %s".formatted(file, e), e);
        } catch (JacksonException | NullPointerException e) {
            // Not as a cause: a parser's message may quote a token.
            throw new CliFailure(
                    "%s is damaged; remove it and sign in again with: arcipelago login"
                            .formatted(file));
        }
    }

    private void write(Map<String, Session> sessions) {
        PrivateFile.write(file, json.writeValueAsString(new Sessions(sessions)));
    }

    private <T> T locked(Supplier<T> work) {
        Path lock = directory.resolve("sessions.lock");
        try {
            PrivateFile.createDirectory(directory);
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new CliFailure(lock + " could not be locked");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw new CliFailure("%s cannot be used: %s".formatted(lock, e), e);
        }
    }
}
