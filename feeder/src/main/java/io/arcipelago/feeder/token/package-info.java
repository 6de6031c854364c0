/** Gets access tokens for sites and for the registry, and keeps them while they are good. */
@NullMarked
package io.arcipelago.feeder.token;

import org.jspecify.annotations.NullMarked;
