/** Where a person meets the provider: sign-in, consent and sign-out. */
@NullMarked
package io.arcipelago.identity.signin;

import org.jspecify.annotations.NullMarked;
