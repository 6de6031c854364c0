/** Clients as members of groups, for programs that work for a group and not for a person. */
@NullMarked
package io.arcipelago.identity.client.membership;

import org.jspecify.annotations.NullMarked;
