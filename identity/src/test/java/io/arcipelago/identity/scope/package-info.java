/** Tests of the meaning of scopes. */
@NullMarked
package io.arcipelago.identity.scope;

import org.jspecify.annotations.NullMarked;
