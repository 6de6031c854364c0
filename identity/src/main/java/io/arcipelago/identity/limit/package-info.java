/** Bounds on what anybody may do without a token. */
@NullMarked
package io.arcipelago.identity.limit;

import org.jspecify.annotations.NullMarked;
