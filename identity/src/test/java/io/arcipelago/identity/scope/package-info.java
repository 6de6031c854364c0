/** The registry of scopes, as its users meet it. */
@NullMarked
package io.arcipelago.identity.scope;

import org.jspecify.annotations.NullMarked;
