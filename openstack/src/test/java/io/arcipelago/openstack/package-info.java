/** Tests of the client against a scripted server. */
@NullMarked
package io.arcipelago.openstack;

import org.jspecify.annotations.NullMarked;
