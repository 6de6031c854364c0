/** What else belongs to an account: identities of other providers, certificates and SSH keys. */
@NullMarked
package io.arcipelago.identity.linking;

import org.jspecify.annotations.NullMarked;
