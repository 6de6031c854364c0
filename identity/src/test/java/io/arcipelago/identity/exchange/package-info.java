/** Tests of the policies about exchanges. */
@NullMarked
package io.arcipelago.identity.exchange;

import org.jspecify.annotations.NullMarked;
