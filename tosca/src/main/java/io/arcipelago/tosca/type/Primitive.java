package io.arcipelago.tosca.type;

import java.util.Arrays;
import java.util.Optional;

/** The types that TOSCA Simple Profile YAML 1.3 section 3.3 builds in. */
public enum Primitive {
    STRING("string"),
    INTEGER("integer"),
    FLOAT("float"),
    BOOLEAN("boolean"),
    TIMESTAMP("timestamp"),
    VERSION("version"),
    RANGE("range"),
    LIST("list"),
    MAP("map"),
    SIZE("scalar-unit.size"),
    TIME("scalar-unit.time"),
    FREQUENCY("scalar-unit.frequency"),
    BITRATE("scalar-unit.bitrate"),
    JSON("json"),
    XML("xml");

    private final String typeName;

    Primitive(String typeName) {
        this.typeName = typeName;
    }

    public String typeName() {
        return typeName;
    }

    public boolean isScalarUnit() {
        return this == SIZE || this == TIME || this == FREQUENCY || this == BITRATE;
    }

    /** The built-in type of that name; the prefix {@code tosca:} is accepted. */
    public static Optional<Primitive> named(String name) {
        String bare = name.startsWith("tosca:") ? name.substring("tosca:".length()) : name;
        return Arrays.stream(values()).filter(p -> p.typeName.equals(bare)).findFirst();
    }
}
