/** Tests of feeds. */
@NullMarked
package io.arcipelago.feeder.feed;

import org.jspecify.annotations.NullMarked;
