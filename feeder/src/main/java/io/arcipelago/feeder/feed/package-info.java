/** Feeds the registry: reads each provider when its time has come, sends what was read. */
@NullMarked
package io.arcipelago.feeder.feed;

import org.jspecify.annotations.NullMarked;
