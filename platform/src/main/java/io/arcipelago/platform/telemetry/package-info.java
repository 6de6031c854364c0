/** Logs, metrics, traces. */
@NullMarked
package io.arcipelago.platform.telemetry;

import org.jspecify.annotations.NullMarked;
