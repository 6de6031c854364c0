/** Passwords: what is accepted, how they are changed, and links to choose one. */
@NullMarked
package io.arcipelago.identity.password;

import org.jspecify.annotations.NullMarked;
