/** Consents, as people see and withdraw them. */
@NullMarked
package io.arcipelago.identity.consent;

import org.jspecify.annotations.NullMarked;
