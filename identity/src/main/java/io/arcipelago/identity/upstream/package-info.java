/** Signing in with other OpenID Connect providers, as their relying party. */
@NullMarked
package io.arcipelago.identity.upstream;

import org.jspecify.annotations.NullMarked;
