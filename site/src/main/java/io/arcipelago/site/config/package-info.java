/** Reads the file that says which sites there are, strictly. */
@NullMarked
package io.arcipelago.site.config;

import org.jspecify.annotations.NullMarked;
