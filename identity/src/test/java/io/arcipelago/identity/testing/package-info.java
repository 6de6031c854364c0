/** What the tests of the identity service share. */
@NullMarked
package io.arcipelago.identity.testing;

import org.jspecify.annotations.NullMarked;
