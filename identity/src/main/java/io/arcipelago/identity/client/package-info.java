/** Registered clients and how they prove who they are. */
@NullMarked
package io.arcipelago.identity.client;

import org.jspecify.annotations.NullMarked;
