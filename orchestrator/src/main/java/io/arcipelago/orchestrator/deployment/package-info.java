/** What people asked for and how far it is: the records and their store. */
@NullMarked
package io.arcipelago.orchestrator.deployment;

import org.jspecify.annotations.NullMarked;
