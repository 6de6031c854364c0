/** What the registry announces. */
@NullMarked
package io.arcipelago.registry.event;

import org.jspecify.annotations.NullMarked;
