/** Tests of the policies about scopes. */
@NullMarked
package io.arcipelago.identity.policy;

import org.jspecify.annotations.NullMarked;
