package io.arcipelago.orchestrator.deployment;

/**
 * An output of the template, evaluated. The value is what JSON can hold; credentials are never part
 * of it, only a marker that says where to fetch them.
 */
public record OutputValue(String name, Object value) {

    /** Stands in a value where a person's private key would be. */
    public static final String CREDENTIALS_MARKER = "arcipelago:credentials";
}
