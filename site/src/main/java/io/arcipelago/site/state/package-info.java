/** What a site holds: objects, the lock around them, and their file. */
@NullMarked
package io.arcipelago.site.state;

import org.jspecify.annotations.NullMarked;
