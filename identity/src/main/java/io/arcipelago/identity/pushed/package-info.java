/** Authorization requests that clients push beforehand (RFC 9126). */
@NullMarked
package io.arcipelago.identity.pushed;

import org.jspecify.annotations.NullMarked;
