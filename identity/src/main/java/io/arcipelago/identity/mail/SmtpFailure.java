package io.arcipelago.identity.mail;

import java.io.IOException;

/** The mail server refused. The text is the server's, shortened; it never holds what we sent. */
final class SmtpFailure extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    private final boolean permanent;

    SmtpFailure(boolean permanent, String text) {
        super(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        this.permanent = permanent;
    }

    /** Whether another attempt with the same mail is pointless (RFC 5321, section 4.2.1). */
    boolean permanent() {
        return permanent;
    }
}
