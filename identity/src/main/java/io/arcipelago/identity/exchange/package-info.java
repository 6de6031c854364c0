/** Which client may exchange the tokens of which other one (RFC 8693): the policies. */
@NullMarked
package io.arcipelago.identity.exchange;

import org.jspecify.annotations.NullMarked;
