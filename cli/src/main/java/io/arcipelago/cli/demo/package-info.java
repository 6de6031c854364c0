/** The demonstration: the main road from sign-in to removal, played for real. */
@NullMarked
package io.arcipelago.cli.demo;

import org.jspecify.annotations.NullMarked;
