/** Searches for people, and what is noted about them, below {@code /identity/iam}. */
@NullMarked
package io.arcipelago.identity.directory;

import org.jspecify.annotations.NullMarked;
