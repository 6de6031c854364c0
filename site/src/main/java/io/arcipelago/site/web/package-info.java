/** Requests, answers, errors and routes over the JDK's HTTP server. */
@NullMarked
package io.arcipelago.site.web;

import org.jspecify.annotations.NullMarked;
