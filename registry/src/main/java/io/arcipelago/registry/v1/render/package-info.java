/** The response shapes of version 1. */
@NullMarked
package io.arcipelago.registry.v1.render;

import org.jspecify.annotations.NullMarked;
