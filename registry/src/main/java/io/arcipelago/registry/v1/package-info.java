/** Version 1 of the registry's API, for the clients of the Federation-Registry. */
@NullMarked
package io.arcipelago.registry.v1;

import org.jspecify.annotations.NullMarked;
