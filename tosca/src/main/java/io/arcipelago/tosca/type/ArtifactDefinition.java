package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import java.util.Optional;

/**
 * A named file or package that a node brings along.
 *
 * @param file path, URL, or {@code role,version} for Ansible Galaxy artifacts
 */
public record ArtifactDefinition(
        String name, Optional<String> type, String file, Position position) {}
