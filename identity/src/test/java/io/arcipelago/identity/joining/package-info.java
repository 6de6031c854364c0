/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.joining;

import org.jspecify.annotations.NullMarked;
