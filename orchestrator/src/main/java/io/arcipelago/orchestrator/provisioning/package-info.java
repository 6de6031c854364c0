/** Cloud objects: planned as rows, made and removed idempotently. */
@NullMarked
package io.arcipelago.orchestrator.provisioning;

import org.jspecify.annotations.NullMarked;
