/** What the feeder's tests share: sites, issuers and a registry to talk to. */
@NullMarked
package io.arcipelago.feeder.testing;

import org.jspecify.annotations.NullMarked;
