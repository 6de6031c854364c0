/** How people ask for deployments and follow them: who may do what, and the native interface. */
@NullMarked
package io.arcipelago.orchestrator.request;

import org.jspecify.annotations.NullMarked;
