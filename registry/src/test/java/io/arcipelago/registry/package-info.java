/** The registry as a running service. */
@NullMarked
package io.arcipelago.registry;

import org.jspecify.annotations.NullMarked;
