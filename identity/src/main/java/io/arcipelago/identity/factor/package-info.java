/** Second factors beside the password: authenticator apps and recovery codes. */
@NullMarked
package io.arcipelago.identity.factor;

import org.jspecify.annotations.NullMarked;
