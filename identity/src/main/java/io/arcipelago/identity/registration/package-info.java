/** How people come in: they ask, confirm their mail address, and an administrator decides. */
@NullMarked
package io.arcipelago.identity.registration;

import org.jspecify.annotations.NullMarked;
