/** The identity service under load, beside Keycloak: requests per CPU second of the server. */
@NullMarked
package io.arcipelago.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
