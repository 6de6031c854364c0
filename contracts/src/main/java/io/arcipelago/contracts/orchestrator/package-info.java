/** What the orchestrator promises: its events. Its HTTP interface is openapi/orchestrator.yaml. */
@NullMarked
package io.arcipelago.contracts.orchestrator;

import org.jspecify.annotations.NullMarked;
