/** How version 1 tells its clients what is wrong. */
@NullMarked
package io.arcipelago.registry.v1.error;

import org.jspecify.annotations.NullMarked;
