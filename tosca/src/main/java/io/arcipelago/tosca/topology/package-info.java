/** Turns the topology part of a service template into typed node templates and a graph. */
@NullMarked
package io.arcipelago.tosca.topology;

import org.jspecify.annotations.NullMarked;
