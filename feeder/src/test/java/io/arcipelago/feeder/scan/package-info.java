/** Tests of the reading of sites. */
@NullMarked
package io.arcipelago.feeder.scan;

import org.jspecify.annotations.NullMarked;
