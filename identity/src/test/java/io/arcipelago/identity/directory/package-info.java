/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.directory;

import org.jspecify.annotations.NullMarked;
