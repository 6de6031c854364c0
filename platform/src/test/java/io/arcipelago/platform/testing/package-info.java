/** What the tests of all modules share. */
@NullMarked
package io.arcipelago.platform.testing;

import org.jspecify.annotations.NullMarked;
