/** Tests of tokens below the wire. */
@NullMarked
package io.arcipelago.identity.token;

import org.jspecify.annotations.NullMarked;
