/** Contract tests: the typed client against the site over real HTTP. */
@NullMarked
package io.arcipelago.site;

import org.jspecify.annotations.NullMarked;
