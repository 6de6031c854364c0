/** People and their groups: what a token says about a person, and the native API over them. */
@NullMarked
package io.arcipelago.identity.account;

import org.jspecify.annotations.NullMarked;
