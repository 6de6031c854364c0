/** Tests of the audit log. */
@NullMarked
package io.arcipelago.identity.audit;

import org.jspecify.annotations.NullMarked;
