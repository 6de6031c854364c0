package io.arcipelago.tosca;

/**
 * An assigned requirement: the node that has it depends on {@code target}.
 *
 * @param capability name of the target's capability that fulfils it
 */
public record Requirement(
        String name,
        String target,
        String capability,
        Relationship relationship,
        Position position,
        String path) {}
