/** Servers of a site as sandboxes on this machine: Linux namespaces with a real sshd. */
@NullMarked
package io.arcipelago.site.sandbox;

import org.jspecify.annotations.NullMarked;
