/** Acting as the person: tokens for the sites. */
@NullMarked
package io.arcipelago.orchestrator.delegation;

import org.jspecify.annotations.NullMarked;
