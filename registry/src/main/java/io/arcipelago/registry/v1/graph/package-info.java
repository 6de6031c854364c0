/**
 * The federation as version 1 of the API sees it: things with attributes, and how they are related.
 */
@NullMarked
package io.arcipelago.registry.v1.graph;

import org.jspecify.annotations.NullMarked;
