/** The registry in a real PostgreSQL. */
@NullMarked
package io.arcipelago.registry.store;

import org.jspecify.annotations.NullMarked;
