/** Tests of pushed authorization requests. */
@NullMarked
package io.arcipelago.identity.pushed;

import org.jspecify.annotations.NullMarked;
