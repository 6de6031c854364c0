/** A cloud site in a box: the OpenStack APIs over simulated or sandboxed servers. */
@NullMarked
package io.arcipelago.site;

import org.jspecify.annotations.NullMarked;
