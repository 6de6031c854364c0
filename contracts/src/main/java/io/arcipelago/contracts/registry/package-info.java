/**
 * What the registry promises: the snapshots it takes from feeds, and what it tells of providers,
 * projects and groups.
 */
@NullMarked
package io.arcipelago.contracts.registry;

import org.jspecify.annotations.NullMarked;
