/** The registry in PostgreSQL: generations, swaps, and the picture that replicas share. */
@NullMarked
package io.arcipelago.registry.store;

import org.jspecify.annotations.NullMarked;
