/** The interface that today's clients of the PaaS orchestrator know. */
@NullMarked
package io.arcipelago.orchestrator.compatible;

import org.jspecify.annotations.NullMarked;
