package io.arcipelago.cli.output;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read: mode 0600 from the moment they exist. */
public final class PrivateFile {

    private PrivateFile() {}

    /**
     * Replaces a file as a whole: a reader, or a crash, meets the old content or the new.
     *
     * @throws CliFailure if it cannot be written
     */
    public static void write(Path file, String content) {
        Path parent = file.toAbsolutePath().resolveSibling("");
        try {
            createDirectory(parent);
            Path fresh = Files.createTempFile(parent, ".new-", "", attributes("rw-------"));
            try {
                Files.writeString(fresh, content);
                Files.move(
                        fresh,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new CliFailure("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    /** Creates a directory that only its owner can enter; one that exists keeps its mode. */
    public static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, attributes("rwx------"));
    }

    private static FileAttribute<?>[] attributes(String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }
}
