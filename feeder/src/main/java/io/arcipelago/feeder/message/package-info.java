/**
 * The messages that other programs of the federation read from Kafka, in the versions they know.
 */
@NullMarked
package io.arcipelago.feeder.message;

import org.jspecify.annotations.NullMarked;
