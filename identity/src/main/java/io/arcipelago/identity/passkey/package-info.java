/** Passkeys (W3C Web Authentication). */
@NullMarked
package io.arcipelago.identity.passkey;

import org.jspecify.annotations.NullMarked;
