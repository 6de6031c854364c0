/** People and groups over SCIM 2.0 (RFC 7643, RFC 7644). */
@NullMarked
package io.arcipelago.identity.scim;

import org.jspecify.annotations.NullMarked;
