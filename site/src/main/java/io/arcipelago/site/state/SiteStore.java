package io.arcipelago.site.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A site's objects under one lock, and their file. A change returns only when the file holds it:
 * what was answered to a client survives a kill. Concurrent changes share one write.
 */
public final class SiteStore {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReentrantLock writing = new ReentrantLock();
    private final SiteData data;
    private long version;
    private long written;

    private SiteStore(Path file, SiteData data) {
        this.file = file;
        this.data = data;
    }

    /** Loads the file, or begins empty if there is none. */
    public static SiteStore open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                return new SiteStore(file, new SiteData());
            }
            return new SiteStore(
                    file,
                    new SiteData(
                            MAPPER.readValue(Files.readAllBytes(file), SiteData.Snapshot.class)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the state of a site from " + file, e);
        } catch (JacksonException e) {
            throw new UncheckedIOException(
                    new IOException(
                            file
                                    + " is not a site's state (line "
                                    + e.getLocation().getLineNr()
                                    + "): restore it, or delete it to begin with an empty site"));
        }
    }

    /** Looks at the objects; the function must not keep the data or block. */
    public <T> T read(Function<SiteData, T> look) {
        lock.lock();
        try {
            return look.apply(data);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes the objects. The function checks everything before it changes anything, so that an
     * exception leaves no half change; it must not keep the data or block.
     */
    public <T> T change(Function<SiteData, T> change) {
        T result;
        long mine;
        lock.lock();
        try {
            result = change.apply(data);
            mine = ++version;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        write(mine);
        return result;
    }

    /** Waits until the condition holds or the time is over; true if it holds. */
    public boolean await(Predicate<SiteData> condition, Duration atMost)
            throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!condition.test(data)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void write(long mine) {
        writing.lock();
        try {
            if (written >= mine) {
                return;
            }
            SiteData.Snapshot snapshot;
            long upTo;
            lock.lock();
            try {
                snapshot = data.snapshot();
                upTo = version;
            } finally {
                lock.unlock();
            }
            replace(MAPPER.writeValueAsBytes(snapshot));
            written = upTo;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the state of a site to " + file, e);
        } finally {
            writing.unlock();
        }
    }

    private void replace(byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
