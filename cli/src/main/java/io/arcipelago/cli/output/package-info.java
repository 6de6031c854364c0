/** How the client talks to people and scripts: lines, tables, failures and exit codes. */
@NullMarked
package io.arcipelago.cli.output;

import org.jspecify.annotations.NullMarked;
