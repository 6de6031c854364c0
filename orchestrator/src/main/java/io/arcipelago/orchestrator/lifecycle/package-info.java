/**
 * The step machine: what is done next for a deployment, decided by pure functions, driven by the
 * scheduler.
 */
@NullMarked
package io.arcipelago.orchestrator.lifecycle;

import org.jspecify.annotations.NullMarked;
