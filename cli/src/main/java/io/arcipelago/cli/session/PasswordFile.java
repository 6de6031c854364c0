package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with passwords: lines {@code name password}, as the demonstration's {@code
 * demo-credentials}, or the password alone in one line.
 */
public final class PasswordFile {

    private PasswordFile() {}

    /**
     * The password of a person.
     *
     * @throws CliFailure if the file is unreadable or does not name the person
     */
    public static String passwordOf(String username, Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new CliFailure(
                    "The password of %s cannot be read: %s: %s"
                            .formatted(username, file, e.getClass().getSimpleName()),
                    e);
        }
        for (String line : lines) {
            if (line.startsWith(username + " ")) {
                return line.substring(username.length() + 1).strip();
            }
        }
        if (lines.size() == 1 && !lines.getFirst().contains(" ")) {
            return lines.getFirst().strip();
        }
        throw new CliFailure(
                "%s holds no password of %s; it needs a line '%s PASSWORD', or one password alone"
                        .formatted(file, username, username));
    }
}
