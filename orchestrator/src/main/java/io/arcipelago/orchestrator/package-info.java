/** Deployments: from a request to a running service, and back to nothing. */
@NullMarked
package io.arcipelago.orchestrator;

import org.jspecify.annotations.NullMarked;
