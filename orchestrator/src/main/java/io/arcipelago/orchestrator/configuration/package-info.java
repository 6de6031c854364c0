/** Software on servers. */
@NullMarked
package io.arcipelago.orchestrator.configuration;

import org.jspecify.annotations.NullMarked;
