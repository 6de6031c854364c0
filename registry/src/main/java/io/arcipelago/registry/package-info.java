/**
 * The true picture of every site: providers, projects, groups, agreements, quotas; history and API.
 */
@NullMarked
package io.arcipelago.registry;

import org.jspecify.annotations.NullMarked;
