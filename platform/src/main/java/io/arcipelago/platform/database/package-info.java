/**
 * The PostgreSQL that all services share: launcher, pool, one schema and one history per service.
 */
@NullMarked
package io.arcipelago.platform.database;

import org.jspecify.annotations.NullMarked;
