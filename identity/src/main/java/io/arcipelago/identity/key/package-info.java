/** Signing keys and the key set that others verify with. */
@NullMarked
package io.arcipelago.identity.key;

import org.jspecify.annotations.NullMarked;
