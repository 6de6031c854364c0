/** Turns a site's state into driver calls, off the request threads, in order per object. */
@NullMarked
package io.arcipelago.site.work;

import org.jspecify.annotations.NullMarked;
