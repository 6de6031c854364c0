/** Reads the configuration of providers, scans their sites and feeds the registry. */
@NullMarked
package io.arcipelago.feeder;

import org.jspecify.annotations.NullMarked;
