/** Who sees and who may do what. */
@NullMarked
package io.arcipelago.registry.access;

import org.jspecify.annotations.NullMarked;
