package io.arcipelago.orchestrator.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Puts the catalogue's playbooks, roles and plugins where Ansible can read them. */
final class AnsibleFiles {

    private static final String PREFIX = "catalogue/ansible/";

    private final Path directory;
    private @org.jspecify.annotations.Nullable Path unpacked;

    AnsibleFiles(Path directory) {
        this.directory = directory;
    }

    /** The directory with {@code playbooks}, {@code roles} and {@code callback_plugins}. */
    synchronized Path get() {
        Path known = unpacked;
        if (known == null || !Files.isDirectory(known)) {
            known = unpack();
            unpacked = known;
        }
        return known;
    }

    /** Every start writes the files anew: they belong to the program, not to the data. */
    private Path unpack() {
        Path target = directory.resolve("ansible");
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver(AnsibleFiles.class.getClassLoader())
                            .getResources("classpath*:" + PREFIX + "**/*.*");
            for (Resource file : files) {
                Optional<String> relative = relativePath(file);
                if (relative.isPresent() && file.isReadable()) {
                    copy(file, target.resolve(relative.get()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the catalogue to " + target, e);
        }
        return target;
    }

    private static Optional<String> relativePath(Resource file) throws IOException {
        String url = file.getURL().toString();
        int start = url.lastIndexOf(PREFIX);
        return start < 0 ? Optional.empty() : Optional.of(url.substring(start + PREFIX.length()));
    }

    private static void copy(Resource file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path next = target.resolveSibling(target.getFileName() + ".new");
        try (InputStream in = file.getInputStream()) {
            Files.copy(in, next, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(
                next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
