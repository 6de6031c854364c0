/** Whether a person may go on: what every sign-in and every token asks. */
@NullMarked
package io.arcipelago.identity.standing;

import org.jspecify.annotations.NullMarked;
