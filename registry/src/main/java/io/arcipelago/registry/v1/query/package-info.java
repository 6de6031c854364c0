/** The query grammar of version 1: filters, order, pages. */
@NullMarked
package io.arcipelago.registry.v1.query;

import org.jspecify.annotations.NullMarked;
