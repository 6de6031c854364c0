/** Tests of grants and refresh tokens below the wire. */
@NullMarked
package io.arcipelago.identity.grant;

import org.jspecify.annotations.NullMarked;
