/** The catalogue, the sites and deployments, from the command line. */
@NullMarked
package io.arcipelago.cli.deployments;

import org.jspecify.annotations.NullMarked;
