/** Tests of version 1: what each of its clients depends on. */
@NullMarked
package io.arcipelago.registry.v1;

import org.jspecify.annotations.NullMarked;
