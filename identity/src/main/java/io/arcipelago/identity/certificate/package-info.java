/** Signing in with X.509 certificates, on a TLS port of its own. */
@NullMarked
package io.arcipelago.identity.certificate;

import org.jspecify.annotations.NullMarked;
