/** Nova: flavors, key pairs, servers, attachments, quotas. */
@NullMarked
package io.arcipelago.site.compute;

import org.jspecify.annotations.NullMarked;
