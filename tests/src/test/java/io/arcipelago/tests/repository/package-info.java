/** Checks on the repository itself: documentation, launcher, and what must not be committed. */
@NullMarked
package io.arcipelago.tests.repository;

import org.jspecify.annotations.NullMarked;
