package io.arcipelago.tosca.yaml;

import io.arcipelago.tosca.Position;

/** Ends the reading of a file that breaks a limit; never leaves this package. */
final class YamlRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final String code;
    final transient Position position;
    final String path;
    private final String text;

    YamlRefusal(String code, Position position, String path, String text) {
        super(text, null, false, false);
        this.code = code;
        this.position = position;
        this.path = path;
        this.text = text;
    }

    String message() {
        return text;
    }
}
