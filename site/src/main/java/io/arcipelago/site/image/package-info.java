/** Glance: the list of images. */
@NullMarked
package io.arcipelago.site.image;

import org.jspecify.annotations.NullMarked;
