/** A service that the tests of the web conventions talk to. */
@NullMarked
package io.arcipelago.platform.web.shelf;

import org.jspecify.annotations.NullMarked;
