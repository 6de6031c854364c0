/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.group;

import org.jspecify.annotations.NullMarked;
