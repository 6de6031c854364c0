/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.upstream;

import org.jspecify.annotations.NullMarked;
