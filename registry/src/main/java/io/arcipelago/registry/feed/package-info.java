/** How snapshots come in: checked item by item, merged, and swapped in. */
@NullMarked
package io.arcipelago.registry.feed;

import org.jspecify.annotations.NullMarked;
