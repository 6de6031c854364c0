/** Who is signed in where, and authorized calls to that installation. */
@NullMarked
package io.arcipelago.cli.session;

import org.jspecify.annotations.NullMarked;
