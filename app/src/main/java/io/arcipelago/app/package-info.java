/** The runnable: every service of the federation, assembled from the modules on the class path. */
@NullMarked
package io.arcipelago.app;

import org.jspecify.annotations.NullMarked;
