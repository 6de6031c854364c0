/** Faults that a test or an operator injects. */
@NullMarked
package io.arcipelago.site.fault;

import org.jspecify.annotations.NullMarked;
