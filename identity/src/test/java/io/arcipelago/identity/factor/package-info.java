/** Tests of second factors. */
@NullMarked
package io.arcipelago.identity.factor;

import org.jspecify.annotations.NullMarked;
