/** Security events for whoever watches over the federation. */
@NullMarked
package io.arcipelago.identity.audit;

import org.jspecify.annotations.NullMarked;
