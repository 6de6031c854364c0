/** Who calls, and what they may do. */
@NullMarked
package io.arcipelago.platform.security;

import org.jspecify.annotations.NullMarked;
