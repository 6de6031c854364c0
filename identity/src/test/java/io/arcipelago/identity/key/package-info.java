/** Tests of the life of signing keys. */
@NullMarked
package io.arcipelago.identity.key;

import org.jspecify.annotations.NullMarked;
