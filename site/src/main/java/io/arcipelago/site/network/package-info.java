/** Neutron: networks, routers, ports, security groups, floating IPs. */
@NullMarked
package io.arcipelago.site.network;

import org.jspecify.annotations.NullMarked;
