/** The organisation that an installation serves: its name and its look. */
@NullMarked
package io.arcipelago.platform.organisation;

import org.jspecify.annotations.NullMarked;
