/** Requests to become a member of a group, and the decisions about them. */
@NullMarked
package io.arcipelago.identity.joining;

import org.jspecify.annotations.NullMarked;
