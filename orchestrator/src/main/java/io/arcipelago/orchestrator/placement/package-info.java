/** Where a deployment goes, and why not elsewhere. */
@NullMarked
package io.arcipelago.orchestrator.placement;

import org.jspecify.annotations.NullMarked;
