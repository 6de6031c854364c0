/**
 * Mail to people: a queue in the database, texts that operators may replace, and an SMTP sender.
 */
@NullMarked
package io.arcipelago.identity.mail;

import org.jspecify.annotations.NullMarked;
