/** The OpenID Connect provider: accounts, groups, clients, sign-in and tokens. */
@NullMarked
package io.arcipelago.identity;

import org.jspecify.annotations.NullMarked;
