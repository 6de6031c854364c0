package io.arcipelago.identity.mail;

import java.util.regex.Pattern;

/** Which mail addresses are accepted: the plain form of RFC 5321 without quotes and comments. */
public final class MailAddresses {

    private static final int LONGEST = 254;

    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                            + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
                            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

    private MailAddresses() {}

    /** Whether mail can be sent to it. Line breaks never are part of one. */
    public static boolean good(String address) {
        return address.length() <= LONGEST && FORM.matcher(address).matches();
    }
}
