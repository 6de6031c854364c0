/** Type definitions, their inheritance and the closure that one template sees. */
@NullMarked
package io.arcipelago.tosca.type;

import org.jspecify.annotations.NullMarked;
