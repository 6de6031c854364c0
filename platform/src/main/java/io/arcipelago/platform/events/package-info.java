/** Events: written to the outbox with the change that made them true, then relayed. */
@NullMarked
package io.arcipelago.platform.events;

import org.jspecify.annotations.NullMarked;
