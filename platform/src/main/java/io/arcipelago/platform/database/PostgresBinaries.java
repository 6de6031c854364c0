package io.arcipelago.platform.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the bundled PostgreSQL programs once into a cache.
 *
 * <p>The directory's name carries the archive's checksum, so another version gets another
 * directory. Everything is unpacked beside it and renamed at the end: whoever is killed in between
 * leaves nothing that could be taken for complete.
 */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String MARKER = ".complete";
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private PostgresBinaries() {}

    /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
    static Path unpackedIn(Path cache) throws IOException {
        URL archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null) {
            throw new DatabaseUnavailableException(
                    "No PostgreSQL programs for this platform are bundled (wanted "
                            + ARCHIVE
                            + "). Set arcipelago.database.url to a PostgreSQL server.");
        }
        String name = "postgresql-" + fingerprint(archive);
        Path target = cache.resolve(name);
        if (isComplete(target, name)) {
            return target;
        }
        Files.createDirectories(cache);
        deleteAbandoned(cache);
        Path fresh = Files.createTempDirectory(cache, ".unpacking-");
        try {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(archive, fresh);
            Files.writeString(fresh.resolve(MARKER), name);
            flushToDisk(fresh);
            publish(fresh, target, name);
        } finally {
            deleteTree(fresh);
        }
        return target;
    }

    private static boolean isComplete(Path directory, String name) throws IOException {
        Path marker = directory.resolve(MARKER);
        return Files.isRegularFile(marker)
                && Files.readString(marker).equals(name)
                && Files.isExecutable(directory.resolve("bin/postgres"));
    }

    private static void publish(Path fresh, Path target, String name) throws IOException {
        try {
            if (Files.exists(target) && !isComplete(target, name)) {
                deleteTree(target);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process may have been faster; its copy is as good as ours.
            if (!isComplete(target, name)) {
                throw e;
            }
        }
    }

    /**
     * A jar's directory already holds the archive's checksum, which saves reading 15 MB at every
     * start; the jar format verifies it whenever the archive is read.
     */
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry().getCrc() != -1) {
            return String.format(
                    "%08x-%d", jar.getJarEntry().getCrc(), jar.getJarEntry().getSize());
        }
        CRC32C checksum = new CRC32C();
        try (InputStream in = new CheckedInputStream(archive.openStream(), checksum)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return String.format("c%08x-%d", checksum.getValue(), size);
        }
    }

    private static void unpack(URL archive, Path directory) throws IOException {
        try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = directory.resolve(entry.getName()).normalize();
                if (!path.startsWith(directory)) {
                    throw new IOException("Archive entry outside the archive: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Without this a power cut could leave the marker on disk and the programs empty. */
    private static void flushToDisk(Path directory) throws IOException {
        Commands.run(List.of("sync", "-f", directory.toString()), directory);
    }

    private static void deleteAbandoned(Path cache) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED_AFTER);
        List<Path> abandoned;
        try (Stream<Path> entries = Files.list(cache)) {
            abandoned =
                    entries.filter(e -> e.getFileName().toString().startsWith(".unpacking-"))
                            .toList();
        }
        for (Path directory : abandoned) {
            if (Files.getLastModifiedTime(directory).toInstant().isBefore(limit)) {
                deleteTree(directory);
            }
        }
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
