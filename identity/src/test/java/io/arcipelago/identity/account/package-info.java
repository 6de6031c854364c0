/** Tests of accounts and their passwords. */
@NullMarked
package io.arcipelago.identity.account;

import org.jspecify.annotations.NullMarked;
