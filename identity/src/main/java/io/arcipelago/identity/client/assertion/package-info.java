/** Clients that authenticate with a JWT that they signed (RFC 7523; OpenID Connect Core, 9). */
@NullMarked
package io.arcipelago.identity.client.assertion;

import org.jspecify.annotations.NullMarked;
