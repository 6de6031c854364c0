/** What a cloud orchestrator wants to know of a bound template, as plain records. */
@NullMarked
package io.arcipelago.tosca.cloud;

import org.jspecify.annotations.NullMarked;
