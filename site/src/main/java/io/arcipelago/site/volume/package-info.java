/** Cinder: volumes, types, quotas. */
@NullMarked
package io.arcipelago.site.volume;

import org.jspecify.annotations.NullMarked;
