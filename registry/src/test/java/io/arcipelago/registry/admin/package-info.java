/** What administrators may do. */
@NullMarked
package io.arcipelago.registry.admin;

import org.jspecify.annotations.NullMarked;
