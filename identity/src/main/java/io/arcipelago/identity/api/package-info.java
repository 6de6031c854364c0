/** What the compatible interfaces have in common: error bodies, lists and rights. */
@NullMarked
package io.arcipelago.identity.api;

import org.jspecify.annotations.NullMarked;
