package io.arcipelago.identity.audit;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.arcipelago.platform.database.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log as a file: one JSON object in a line, in ASCII, so that no text in it can begin a line or
 * colour a terminal. A thread writes; who has something to tell waits only while the queue is full.
 */
@Component
class AuditFile implements AutoCloseable {

    private static final int CLOSING_MILLISECONDS = 10_000;

    /** A logging system of its own: the application's configuration must not reach into it. */
    private final LoggerContext context = new LoggerContext();

    private final Optional<Logger> log;

    AuditFile(AuditSettings settings, @Value("${arcipelago.data-dir:}") String dataDirectory) {
        context.setName("identity-audit");
        context.setMDCAdapter(new LogbackMDCAdapter());
        log = settings.writesFile() ? Optional.of(open(settings, dataDirectory)) : Optional.empty();
    }

    /** Queues the line. */
    void write(AuditLine line) {
        log.ifPresent(open -> open.info("audit", line));
    }

    private Logger open(AuditSettings settings, String dataDirectory) {
        Path file =
                settings.file().isBlank()
                        ? DataDirectory.resolve(dataDirectory)
                                .resolve("audit")
                                .resolve("identity-audit.log")
                        : Path.of(settings.file()).toAbsolutePath();
        Path directory = file.getParent();
        if (directory != null) {
            ensureDirectory(directory);
        }
        RollingFileAppender<ILoggingEvent> writer = new RollingFileAppender<>();
        writer.setContext(context);
        writer.setFile(file.toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling =
                new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(writer);
        rolling.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i.gz");
        rolling.setMaxFileSize(new FileSize(settings.maxFileSize().toBytes()));
        rolling.setMaxHistory(settings.keepDays());
        rolling.setTotalSizeCap(new FileSize(settings.keepSize().toBytes()));
        rolling.start();
        writer.setRollingPolicy(rolling);
        JsonLines lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        writer.setEncoder(lines);
        writer.start();
        if (!writer.isStarted()) {
            throw new IllegalStateException(
                    "The audit log cannot be written to "
                            + file
                            + "; make it writable or set arcipelago.identity.audit.file");
        }
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(settings.queue());
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(false);
        queue.setMaxFlushTime(CLOSING_MILLISECONDS);
        queue.addAppender(writer);
        queue.start();
        Logger logger = context.getLogger("AUDIT");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(queue);
        return logger;
    }

    private static void ensureDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the audit log's directory " + directory, e);
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        context.stop();
    }

    /** Turns a line into bytes, in the writing thread. */
    private static final class JsonLines extends EncoderBase<ILoggingEvent> {

        private static final JsonMapper JSON =
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            Object[] arguments = event.getArgumentArray();
            if (arguments == null
                    || arguments.length == 0
                    || !(arguments[0] instanceof AuditLine line)) {
                return new byte[0];
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            JSON.writeValue(bytes, line.json());
            bytes.write('\n');
            return bytes.toByteArray();
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
