package io.arcipelago.identity.mail;

import java.util.Locale;

/** The mails there are; each has a text file of its name. */
public enum MailKind {
    CONFIRMATION,
    ALREADY_REGISTERED,
    REGISTRATION_CONFIRMED,
    ACTIVATED,
    REJECTED,
    RESETPASSWD,
    AUP_SIGNATURE_REQUEST,
    AUP_REMINDER,
    AUP_EXPIRATION,
    ACCOUNT_SUSPENDED,
    ACCOUNT_RESTORED,
    MFA_ENABLE,
    MFA_DISABLE;

    /** The name of the text file, in {@code identity-mails} or the operator's directory. */
    String file() {
        return name().toLowerCase(Locale.ROOT) + ".txt";
    }
}
