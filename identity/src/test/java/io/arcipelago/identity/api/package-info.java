/** What the compatible interfaces have in common. */
@NullMarked
package io.arcipelago.identity.api;

import org.jspecify.annotations.NullMarked;
