/** The native interface: what there is, where, how fresh, for whom; now, then, and since when. */
@NullMarked
package io.arcipelago.registry.api;

import org.jspecify.annotations.NullMarked;
