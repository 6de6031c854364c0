/** The packaged product as its users meet it: started by the launcher, with real servers. */
@NullMarked
package io.arcipelago.tests.road;

import org.jspecify.annotations.NullMarked;
