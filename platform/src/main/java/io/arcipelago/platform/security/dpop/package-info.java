/** Tokens that are good only together with a key of their client (RFC 9449). */
@NullMarked
package io.arcipelago.platform.security.dpop;

import org.jspecify.annotations.NullMarked;
