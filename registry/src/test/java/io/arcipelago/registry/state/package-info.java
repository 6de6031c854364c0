/** The state, and a small federation to test with. */
@NullMarked
package io.arcipelago.registry.state;

import org.jspecify.annotations.NullMarked;
