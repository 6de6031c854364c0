/** The registry of scopes: which exist, which come by default, which are restricted. */
@NullMarked
package io.arcipelago.identity.scope;

import org.jspecify.annotations.NullMarked;
