/** The sites of the federation and what a group finds on each. */
@NullMarked
package io.arcipelago.orchestrator.federation;

import org.jspecify.annotations.NullMarked;
