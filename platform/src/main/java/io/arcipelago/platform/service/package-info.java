/** Which services run in this process, and how a service introduces itself. */
@NullMarked
package io.arcipelago.platform.service;

import org.jspecify.annotations.NullMarked;
