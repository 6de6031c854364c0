/** What the registry knows of the federation at one moment: immutable, and free of any storage. */
@NullMarked
package io.arcipelago.registry.state;

import org.jspecify.annotations.NullMarked;
