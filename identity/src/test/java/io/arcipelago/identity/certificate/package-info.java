/** Tests of the package. */
@NullMarked
package io.arcipelago.identity.certificate;

import org.jspecify.annotations.NullMarked;
