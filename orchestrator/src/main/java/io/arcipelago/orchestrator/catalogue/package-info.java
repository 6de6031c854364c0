/** The services on offer: templates, their forms and their texts. */
@NullMarked
package io.arcipelago.orchestrator.catalogue;

import org.jspecify.annotations.NullMarked;
