/** Values as a template states them: literals, collections and intrinsic functions. */
@NullMarked
package io.arcipelago.tosca.value;

import org.jspecify.annotations.NullMarked;
