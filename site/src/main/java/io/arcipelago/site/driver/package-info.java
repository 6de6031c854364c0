/** What a site's networks and servers really are: simulated, or sandboxes on this machine. */
@NullMarked
package io.arcipelago.site.driver;

import org.jspecify.annotations.NullMarked;
