package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import java.util.Optional;

/**
 * A requirement that a node type declares.
 *
 * @param capability capability type that fulfils it
 * @param node node type that the target must have, when restricted
 * @param relationship relationship type to use, when declared
 * @param min fewest assignments
 * @param max most assignments; {@link Integer#MAX_VALUE} when unbounded
 */
public record RequirementDefinition(
        String name,
        String capability,
        Optional<String> node,
        Optional<String> relationship,
        int min,
        int max,
        Position position) {}
