/** What scopes mean to one another: which covers which, and which are well formed. */
@NullMarked
package io.arcipelago.identity.scope;

import org.jspecify.annotations.NullMarked;
