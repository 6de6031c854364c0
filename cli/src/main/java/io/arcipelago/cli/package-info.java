/** The {@code arcipelago} command-line client. */
@NullMarked
package io.arcipelago.cli;

import org.jspecify.annotations.NullMarked;
