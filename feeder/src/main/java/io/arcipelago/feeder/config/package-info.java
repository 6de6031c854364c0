/** Reads the YAML files in which operators declare providers, strictly and with places. */
@NullMarked
package io.arcipelago.feeder.config;

import org.jspecify.annotations.NullMarked;
