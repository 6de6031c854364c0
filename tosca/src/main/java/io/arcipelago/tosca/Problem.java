package io.arcipelago.tosca;

/**
 * One finding in a template or in the inputs that were given for it.
 *
 * @param code stable and short, such as {@code property.missing}
 * @param message names the thing, the value and the remedy
 * @param source location of the file; empty for the template itself
 * @param line 1-based; 0 when the problem lies in a given input, not in a file
 * @param column 1-based; 0 when the problem lies in a given input
 * @param path slash-separated keys from the root of the file, such as {@code
 *     topology_template/node_templates/server/properties/size}
 */
public record Problem(
        Severity severity,
        String code,
        String message,
        String source,
        int line,
        int column,
        String path) {

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
