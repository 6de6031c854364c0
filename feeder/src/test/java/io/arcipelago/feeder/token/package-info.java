/** Tests of tokens. */
@NullMarked
package io.arcipelago.feeder.token;

import org.jspecify.annotations.NullMarked;
