/** Tests of passkeys. */
@NullMarked
package io.arcipelago.identity.passkey;

import org.jspecify.annotations.NullMarked;
