package io.arcipelago.orchestrator.deployment;

import java.util.UUID;

/** The identity of a deployment: a time-ordered UUID (RFC 9562, version 7). */
public record DeploymentId(UUID value) {

    /** Reads the canonical text form; raises {@link IllegalArgumentException} for anything else. */
    public static DeploymentId parse(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("'%s' is not a UUID".formatted(text));
        }
        return new DeploymentId(value);
    }

    /** The short form used in the names of cloud objects: the last twelve hexadecimal digits. */
    public String shortForm() {
        String text = value.toString();
        return text.substring(text.length() - 12);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
