/** What people allowed third-party clients, for them to see and to take back. */
@NullMarked
package io.arcipelago.identity.consent;

import org.jspecify.annotations.NullMarked;
