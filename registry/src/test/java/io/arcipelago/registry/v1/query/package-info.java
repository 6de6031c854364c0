/** Tests of the query grammar. */
@NullMarked
package io.arcipelago.registry.v1.query;

import org.jspecify.annotations.NullMarked;
