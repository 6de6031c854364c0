/** What is there after the first start: the product's own clients and the demo's people. */
@NullMarked
package io.arcipelago.identity.seed;

import org.jspecify.annotations.NullMarked;
