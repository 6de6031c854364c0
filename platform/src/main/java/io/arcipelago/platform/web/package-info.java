/** Web conventions: failures, paging, ETags, request ids, path prefixes. */
@NullMarked
package io.arcipelago.platform.web;

import org.jspecify.annotations.NullMarked;
