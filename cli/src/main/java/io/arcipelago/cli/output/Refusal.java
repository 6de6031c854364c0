package io.arcipelago.cli.output;

/** The service refused a request and said why. */
public final class Refusal extends CliFailure {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    public int status() {
        return problem.status();
    }
}
