/** The tree of groups: membership, managers and requests to join. */
@NullMarked
package io.arcipelago.identity.group;

import org.jspecify.annotations.NullMarked;
