/** A driver whose servers just exist. */
@NullMarked
package io.arcipelago.site.simulated;

import org.jspecify.annotations.NullMarked;
