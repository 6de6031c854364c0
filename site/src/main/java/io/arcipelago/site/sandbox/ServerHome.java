package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.SiteDriverException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server's directory: its disk (the upper layer), its console, what it boots with, and what has
 * to be known about it after this process was killed.
 */
final class ServerHome {

    private static final long CONSOLE_LIMIT_BYTES = 4L * 1024 * 1024;
    private static final int CONSOLE_TAIL_BYTES = 256 * 1024;

    private final Path directory;

    ServerHome(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path console() {
        return directory.resolve("console.log");
    }

    /** Makes the directories of a server and shortens a console that grew too long. */
    void prepare() {
        guarded(
                "prepare",
                () -> {
                    Files.createDirectories(
                            directory,
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
                    for (String part : List.of("upper", "work", "root", "boot")) {
                        Files.createDirectories(directory.resolve(part));
                    }
                    // The server's own root directory has to be open to its users.
                    Files.setPosixFilePermissions(
                            directory.resolve("upper"),
                            PosixFilePermissions.fromString("rwxr-xr-x"));
                    if (Files.exists(console()) && Files.size(console()) > CONSOLE_LIMIT_BYTES) {
                        Files.delete(console());
                    }
                });
    }

    /** Lays out what the server boots with; {@code devices} has a line per block device. */
    void writeBoot(BootFiles files, String devices) {
        guarded(
                "write the boot files of",
                () -> {
                    Path boot = directory.resolve("boot");
                    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
                        Files.write(boot.resolve(file.getKey()), file.getValue());
                    }
                    Files.writeString(boot.resolve("resolv.conf"), Resolver.configuration());
                    Files.writeString(boot.resolve("devices"), devices);
                    copyResource("init.sh", boot.resolve("init"));
                    Files.setPosixFilePermissions(
                            boot.resolve("init"), PosixFilePermissions.fromString("rwx------"));
                    copyResource("enter.sh", directory.resolve("enter.sh"));
                    copyResource("boot.sh", directory.resolve("boot.sh"));
                });
    }

    private static void copyResource(String name, Path target) throws IOException {
        try (InputStream resource = ServerHome.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("resource " + name + " is missing from the site's jar");
            }
            Files.write(target, resource.readAllBytes());
        }
    }

    /** Remembers the process that holds the server's namespaces. */
    void remember(ProcessHandle holder) {
        guarded(
                "remember the process of",
                () ->
                        Files.writeString(
                                directory.resolve("process"),
                                holder.pid() + " " + startTime(holder.pid()).orElse("gone")));
    }

    /** The process that holds the server's namespaces, if it still runs. */
    Optional<ProcessHandle> holder() {
        Optional<String> recorded = Machine.read(directory.resolve("process"));
        if (recorded.isEmpty() || !recorded.get().contains(" ")) {
            return Optional.empty();
        }
        String[] words = recorded.get().split(" ", 2);
        long pid = Long.parseLong(words[0]);
        // A process id is reused; together with the start time it is not.
        return startTime(pid).filter(words[1]::equals).flatMap(start -> ProcessHandle.of(pid));
    }

    /** The start time in clock ticks, field 22 of proc(5); empty for a zombie or no process. */
    private static Optional<String> startTime(long pid) {
        return Machine.read(Path.of("/proc", Long.toString(pid), "stat"))
                .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1))
                .filter(fields -> !fields[0].equals("Z"))
                .map(fields -> fields[19]);
    }

    void writeAttachments(List<Attachment> attachments) {
        StringBuilder text = new StringBuilder();
        for (Attachment attachment : attachments) {
            text.append(attachment.volumeId()).append(' ').append(attachment.device()).append('\n');
        }
        guarded(
                "record the volumes of",
                () -> Files.writeString(directory.resolve("attachments"), text.toString()));
    }

    List<Attachment> attachments() {
        return Machine.read(directory.resolve("attachments"))
                .orElse("")
                .lines()
                .map(line -> line.split(" ", 2))
                .map(words -> new Attachment(words[0], words[1]))
                .toList();
    }

    /** The last lines of the console, oldest first. */
    List<String> consoleTail(int maxLines) {
        try (RandomAccessFile file = new RandomAccessFile(console().toFile(), "r")) {
            long from = Math.max(0, file.length() - CONSOLE_TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            Deque<String> lines = new ArrayDeque<>();
            new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> {
                        lines.addLast(line);
                        if (lines.size() > maxLines) {
                            lines.removeFirst();
                        }
                    });
            return new ArrayList<>(lines);
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("read the console of", e);
        }
    }

    void delete() {
        // Names on a server's disk need not be text in this JVM's encoding, so rm does it.
        Command.run("rm", "-rf", "--one-file-system", "--", directory.toString());
    }

    private interface Work {
        void make() throws IOException;
    }

    private void guarded(String what, Work work) {
        try {
            work.make();
        } catch (IOException e) {
            throw failure(what, e);
        }
    }

    private SiteDriverException failure(String what, IOException cause) {
        return new SiteDriverException(
                "Cannot %s server %s: %s"
                        .formatted(what, directory.getFileName(), cause.getMessage()),
                cause);
    }
}
