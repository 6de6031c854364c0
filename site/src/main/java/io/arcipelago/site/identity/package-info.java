/** Keystone: federated and local logins, tokens, catalogue. */
@NullMarked
package io.arcipelago.site.identity;

import org.jspecify.annotations.NullMarked;
