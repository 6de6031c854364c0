/** Clients as members of groups. */
@NullMarked
package io.arcipelago.identity.client.membership;

import org.jspecify.annotations.NullMarked;
