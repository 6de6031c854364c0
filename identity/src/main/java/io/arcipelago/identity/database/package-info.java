/** How Java values travel to and from PostgreSQL columns. */
@NullMarked
package io.arcipelago.identity.database;

import org.jspecify.annotations.NullMarked;
