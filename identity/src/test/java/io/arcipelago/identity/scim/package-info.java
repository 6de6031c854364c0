/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.scim;

import org.jspecify.annotations.NullMarked;
