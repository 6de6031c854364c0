/** Tests of the mail queue. */
@NullMarked
package io.arcipelago.identity.mail;

import org.jspecify.annotations.NullMarked;
