/** Tokens as signed statements: what goes into them, and what makes one still good. */
@NullMarked
package io.arcipelago.identity.token;

import org.jspecify.annotations.NullMarked;
