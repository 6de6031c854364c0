/** The product beside foreign programs that people use with it, each from its Debian package. */
@NullMarked
package io.arcipelago.tests.interop;

import org.jspecify.annotations.NullMarked;
