/** What becomes of accounts when the membership ends. */
@NullMarked
package io.arcipelago.identity.lifecycle;

import org.jspecify.annotations.NullMarked;
