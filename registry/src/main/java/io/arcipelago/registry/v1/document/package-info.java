/** The nested documents and patches that version 1 accepts, and what they make of a provider. */
@NullMarked
package io.arcipelago.registry.v1.document;

import org.jspecify.annotations.NullMarked;
