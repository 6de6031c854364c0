/** Tests of the provider as its clients and people meet it: over HTTP, with a real database. */
@NullMarked
package io.arcipelago.identity;

import org.jspecify.annotations.NullMarked;
