/** Secrets at rest: an envelope-encrypted table. */
@NullMarked
package io.arcipelago.platform.secrets;

import org.jspecify.annotations.NullMarked;
