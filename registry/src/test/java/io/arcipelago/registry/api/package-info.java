/** What the native interface answers, and to whom. */
@NullMarked
package io.arcipelago.registry.api;

import org.jspecify.annotations.NullMarked;
