package io.arcipelago.identity.signin;

import io.arcipelago.identity.account.SignedInPerson;
import java.io.Serializable;
import java.time.Instant;

/**
 * Somebody who showed one factor and owes a second one. It lies in the session beside the security
 * context, which stays empty: no route takes it for a person who is signed in.
 *
 * @param until when the first factor must be shown again
 */
record PendingSignIn(SignedInPerson person, Instant until) implements Serializable {}
