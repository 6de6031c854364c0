/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.linking;

import org.jspecify.annotations.NullMarked;
