package io.arcipelago.platform.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The file that holds the master keys: one per line in Base64, the current one first, then former
 * ones. It must belong to the user who runs the service and be readable by nobody else.
 */
final class KeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> CREATED_OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final FileAttribute<?> DIRECTORY_OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    /**
     * @throws SecretException if the file is missing, not private, or not readable as keys
     */
    MasterKeys read() {
        try {
            requirePrivate();
            List<MasterKey> keys =
                    Files.readString(path)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> MasterKey.fromBase64(line, "Each line of " + path))
                            .toList();
            if (keys.isEmpty()) {
                throw new SecretException(
                        "%s is empty; restore the key from the backup.".formatted(path));
            }
            return new MasterKeys(keys.getFirst(), keys.subList(1, keys.size()));
        } catch (IOException e) {
            throw new SecretException(
                    "The key file %s cannot be read (%s); see arcipelago.secrets.key-file."
                            .formatted(path, e.getClass().getSimpleName()),
                    e);
        }
    }

    private void requirePrivate() throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (!mode.equals(OWNER_ONLY)) {
            throw new SecretException(
                    "The key file %s has mode %s; whoever else can read it can read every secret."
                                    .formatted(path, PosixFilePermissions.toString(mode))
                            + " Repair it with: chmod 600 "
                            + path);
        }
        UserPrincipal owner = Files.getOwner(path);
        UserPrincipal self = self();
        if (!owner.equals(self)) {
            throw new SecretException(
                    "The key file %s belongs to %s but the service runs as %s; repair it with:"
                                    .formatted(path, owner.getName(), self.getName())
                            + " chown "
                            + self.getName()
                            + " "
                            + path);
        }
    }

    /** Who owns what we create: true also where the user has no name. */
    private static UserPrincipal self() throws IOException {
        Path probe = Files.createTempFile("arcipelago-owner", "");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /**
     * Makes the file with a new random key unless it exists. Of several processes that try at once,
     * one wins and the others read its key, never half of it.
     */
    void createIfAbsent() {
        if (Files.exists(path)) {
            return;
        }
        try {
            Path directory = path.toAbsolutePath().getParent();
            Files.createDirectories(directory, DIRECTORY_OWNER_ONLY);
            Path complete = Files.createTempFile(directory, ".key", "", CREATED_OWNER_ONLY);
            try {
                write(complete, Base64.getEncoder().encode(AesGcm.randomBytes(MasterKey.BYTES)));
                Files.createLink(path, complete);
            } catch (FileAlreadyExistsException anotherProcessWasFirst) {
                return;
            } finally {
                Files.delete(complete);
            }
        } catch (IOException e) {
            throw new SecretException(
                    "The key file %s cannot be made (%s); see arcipelago.secrets.key-file."
                            .formatted(path, e.getClass().getSimpleName()),
                    e);
        }
    }

    private static void write(Path file, byte[] key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer line = ByteBuffer.allocate(key.length + 1).put(key).put((byte) '\n').flip();
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }
}
