package io.arcipelago.identity.audit;

/** What an event is about, in the words of INDIGO IAM's log. */
public enum AuditCategory {
    NONE,
    ACCOUNT,
    GROUP,
    REGISTRATION,
    AUTHENTICATION,
    AUTHORIZATION,
    SCOPE_POLICY,
    AUP,
    MEMBERSHIP,
    CLIENT,
    TOKEN
}
