/** Measures of the whole product, in CPU seconds that the operating system counted. */
@NullMarked
package io.arcipelago.benchmarks;

import org.jspecify.annotations.NullMarked;
