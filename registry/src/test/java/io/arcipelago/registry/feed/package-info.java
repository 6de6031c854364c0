/** Snapshots over HTTP. */
@NullMarked
package io.arcipelago.registry.feed;

import org.jspecify.annotations.NullMarked;
