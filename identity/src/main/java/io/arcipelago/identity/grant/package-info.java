/** Grants: codes, refresh tokens and exchanges, and their revocation. */
@NullMarked
package io.arcipelago.identity.grant;

import org.jspecify.annotations.NullMarked;
