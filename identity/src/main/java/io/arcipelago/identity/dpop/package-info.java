/** Binds what clients get to a key that they prove to have (RFC 9449). */
@NullMarked
package io.arcipelago.identity.dpop;

import org.jspecify.annotations.NullMarked;
