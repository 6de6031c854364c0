/** Tests of the configuration's strictness. */
@NullMarked
package io.arcipelago.site.config;

import org.jspecify.annotations.NullMarked;
