/** The acceptable use policy and who signed it. */
@NullMarked
package io.arcipelago.identity.aup;

import org.jspecify.annotations.NullMarked;
