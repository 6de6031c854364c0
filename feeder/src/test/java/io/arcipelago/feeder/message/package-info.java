/** Tests of the compatible messages. */
@NullMarked
package io.arcipelago.feeder.message;

import org.jspecify.annotations.NullMarked;
