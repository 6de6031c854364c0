/** Tests of clients that sign assertions. */
@NullMarked
package io.arcipelago.identity.client.assertion;

import org.jspecify.annotations.NullMarked;
