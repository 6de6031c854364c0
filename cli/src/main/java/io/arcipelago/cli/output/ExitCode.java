package io.arcipelago.cli.output;

/** The exit codes that scripts can rely on. */
public enum ExitCode {
    OK(0),
    FAILED(1),
    USAGE(2),
    NOT_SIGNED_IN(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
