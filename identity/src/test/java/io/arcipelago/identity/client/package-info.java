/** Registration and management of clients, as their users meet them. */
@NullMarked
package io.arcipelago.identity.client;

import org.jspecify.annotations.NullMarked;
