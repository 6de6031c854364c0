package io.arcipelago.tosca;

import io.arcipelago.tosca.value.Value;

/** An output of a template; its value usually depends on attributes known at run time. */
public record OutputDefinition(String name, String description, Value value, Position position) {}
