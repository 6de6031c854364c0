/** Who may get which scope: scope policies, capability sets and an optional external decision. */
@NullMarked
package io.arcipelago.identity.policy;

import org.jspecify.annotations.NullMarked;
