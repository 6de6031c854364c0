package io.arcipelago.identity.seed;

import io.arcipelago.platform.database.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Files below the data directory that only their owner may read (mode 0600). */
@Component
class PrivateFiles {

    private final Path directory;

    PrivateFiles(@Value("${arcipelago.data-dir:}") String directory) {
        this.directory = DataDirectory.resolve(directory);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** Replaces the file in one step; a crash leaves the old content or the new. */
    void write(String name, String content) {
        try {
            Files.createDirectories(directory);
            Path fresh =
                    Files.createTempFile(
                            directory,
                            name,
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, content);
            Files.move(
                    fresh,
                    path(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path(name), e);
        }
    }

    /** The file's content without surrounding white space; empty text if there is no such file. */
    String read(String name) {
        try {
            return Files.exists(path(name)) ? Files.readString(path(name)).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path(name), e);
        }
    }
}
