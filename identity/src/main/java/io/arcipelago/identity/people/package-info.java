/** What the organisation knows about its people, and how it is found and changed. */
@NullMarked
package io.arcipelago.identity.people;

import org.jspecify.annotations.NullMarked;
