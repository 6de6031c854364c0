/** What clients read about the provider, and what they read about the signed-in person. */
@NullMarked
package io.arcipelago.identity.discovery;

import org.jspecify.annotations.NullMarked;
