/** A thin typed client for Keystone, Nova, Neutron, Glance and Cinder. */
@NullMarked
package io.arcipelago.openstack;

import org.jspecify.annotations.NullMarked;
