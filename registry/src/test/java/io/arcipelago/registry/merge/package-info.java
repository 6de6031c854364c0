/** The rules by which nothing is lost, one sentence each. */
@NullMarked
package io.arcipelago.registry.merge;

import org.jspecify.annotations.NullMarked;
