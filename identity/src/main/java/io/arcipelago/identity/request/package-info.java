/** What people ask for and somebody else decides about: what all such requests have in common. */
@NullMarked
package io.arcipelago.identity.request;

import org.jspecify.annotations.NullMarked;
