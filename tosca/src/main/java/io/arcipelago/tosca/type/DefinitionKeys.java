package io.arcipelago.tosca.type;

import java.util.Set;

/** The keys that TOSCA 1.x knows in definitions, so that others can be reported. */
public final class DefinitionKeys {

    public static final Set<String> PROPERTY =
            Set.of(
                    "type",
                    "description",
                    "required",
                    "default",
                    "status",
                    "constraints",
                    "entry_schema",
                    "key_schema",
                    "external-schema",
                    "metadata");

    static final Set<String> CAPABILITY =
            Set.of(
                    "type",
                    "description",
                    "properties",
                    "attributes",
                    "valid_source_types",
                    "occurrences");

    static final Set<String> REQUIREMENT =
            Set.of("capability", "node", "relationship", "occurrences", "description");

    public static final Set<String> ARTIFACT =
            Set.of(
                    "type",
                    "file",
                    "repository",
                    "description",
                    "deploy_path",
                    "properties",
                    "artifact_version",
                    "checksum",
                    "checksum_algorithm",
                    "metadata");

    private DefinitionKeys() {}
}
