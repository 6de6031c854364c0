/** Checks that the catalogue's content is sound. */
@NullMarked
package io.arcipelago.catalogue;

import org.jspecify.annotations.NullMarked;
