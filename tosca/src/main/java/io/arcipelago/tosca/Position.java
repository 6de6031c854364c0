package io.arcipelago.tosca;

/**
 * A place in a YAML source.
 *
 * @param source location of the file; empty for a template that was passed as text
 * @param line 1-based; 0 when the value did not come from a file
 * @param column 1-based; 0 when the value did not come from a file
 */
public record Position(String source, int line, int column) {

    /** The place of values that callers pass in, such as deployment inputs. */
    public static final Position NONE = new Position("", 0, 0);

    @Override
    public String toString() {
        String file = source.isEmpty() ? "" : source + " ";
        return line == 0 ? file.strip() : file + "line " + line + ", column " + column;
    }
}
