/** Tests of the reading of configuration. */
@NullMarked
package io.arcipelago.feeder.config;

import org.jspecify.annotations.NullMarked;
