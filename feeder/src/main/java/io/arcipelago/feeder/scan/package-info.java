/** Reads one provider, all of its projects in all of its regions, into one snapshot. */
@NullMarked
package io.arcipelago.feeder.scan;

import org.jspecify.annotations.NullMarked;
