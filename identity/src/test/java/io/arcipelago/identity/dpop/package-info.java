/** Tests of tokens that are bound to a key. */
@NullMarked
package io.arcipelago.identity.dpop;

import org.jspecify.annotations.NullMarked;
