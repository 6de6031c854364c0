package io.arcipelago.cli.output;

/** A failure with a message for the person at the terminal. Holds no secrets. */
public class CliFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CliFailure(String message) {
        this(ExitCode.FAILED, message);
    }

    public CliFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CliFailure(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.FAILED;
    }

    public static CliFailure usage(String message) {
        return new CliFailure(ExitCode.USAGE, message);
    }

    public static CliFailure notSignedIn(String message) {
        return new CliFailure(ExitCode.NOT_SIGNED_IN, message);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** What to print; may have several lines. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
