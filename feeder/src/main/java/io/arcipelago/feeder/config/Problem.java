package io.arcipelago.feeder.config;

/**
 * Something wrong with a configuration file.
 *
 * @param file its name, without folder
 * @param line from 1; 0 if it is about the file as a whole
 * @param column from 1; 0 if it is about the file as a whole
 * @param remedy what to do about it
 */
public record Problem(
        Severity severity, String file, int line, int column, String message, String remedy) {

    /** Whether the file can be used all the same. */
    public enum Severity {
        WARNING,
        /** The file is not used; what was read of it before stays in force. */
        ERROR
    }

    /** About the file as a whole. */
    static Problem ofFile(Severity severity, String file, String message, String remedy) {
        return new Problem(severity, file, 0, 0, message, remedy);
    }

    /** {@code file:line:column}, as editors understand it. */
    public String place() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    /** One line for a terminal or a log. */
    public String text() {
        return "%s: %s: %s. %s"
                .formatted(
                        place(), severity == Severity.ERROR ? "error" : "warning", message, remedy);
    }
}
