package io.arcipelago.tosca;

import java.util.List;
import java.util.Optional;

/**
 * A file or package of a node.
 *
 * @param type full name of the artifact type, when stated
 * @param lineage names of the type and its ancestors; empty without a type
 * @param file path, URL, or {@code role,version} for Ansible Galaxy artifacts
 */
public record Artifact(String name, Optional<String> type, List<String> lineage, String file) {}
