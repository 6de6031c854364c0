package io.arcipelago.cli.output;

import java.io.PrintStream;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results go to standard output, progress and questions to standard error. Control characters of
 * what services answer never reach the terminal: they could repaint it.
 */
public final class Terminal {

    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\t\n]]");
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintStream out;
    private final PrintStream err;

    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A line of the result. */
    public void say(String line) {
        out.println(clean(line));
        out.flush();
    }

    /** A line about what is going on. */
    public void note(String line) {
        err.println(clean(line));
        err.flush();
    }

    /** A result for programs. */
    public void json(JsonNode node) {
        out.println(PRETTY.writeValueAsString(node));
        out.flush();
    }

    static String clean(String text) {
        return CONTROLS.matcher(ESCAPES.matcher(text).replaceAll("")).replaceAll("");
    }
}
