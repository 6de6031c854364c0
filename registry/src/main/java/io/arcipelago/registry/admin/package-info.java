/** What administrators say of providers: settings, downtimes, releases, removal. */
@NullMarked
package io.arcipelago.registry.admin;

import org.jspecify.annotations.NullMarked;
