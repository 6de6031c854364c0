/**
 * What a snapshot makes of what was known: pure functions, without storage or clock, that hold the
 * rules by which nothing is lost.
 */
@NullMarked
package io.arcipelago.registry.merge;

import org.jspecify.annotations.NullMarked;
