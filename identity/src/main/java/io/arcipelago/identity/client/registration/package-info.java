/** Registration and management of clients over HTTP (RFC 7591, RFC 7592). */
@NullMarked
package io.arcipelago.identity.client.registration;

import org.jspecify.annotations.NullMarked;
