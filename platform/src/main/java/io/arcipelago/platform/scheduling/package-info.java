/** Time-driven and retried work on db-scheduler. */
@NullMarked
package io.arcipelago.platform.scheduling;

import org.jspecify.annotations.NullMarked;
