/** Tests of the pages' machinery. */
@NullMarked
package io.arcipelago.identity.signin;

import org.jspecify.annotations.NullMarked;
