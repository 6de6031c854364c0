/** Tests of the password rules. */
@NullMarked
package io.arcipelago.identity.password;

import org.jspecify.annotations.NullMarked;
