/**
 * Reads TOSCA service templates, binds their inputs and evaluates them: the library's public face.
 */
@NullMarked
package io.arcipelago.tosca;

import org.jspecify.annotations.NullMarked;
