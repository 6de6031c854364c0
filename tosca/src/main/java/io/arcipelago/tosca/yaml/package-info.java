/** YAML trees with positions and raw scalars, read under limits of size, depth and aliases. */
@NullMarked
package io.arcipelago.tosca.yaml;

import org.jspecify.annotations.NullMarked;
