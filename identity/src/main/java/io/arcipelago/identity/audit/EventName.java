package io.arcipelago.identity.audit;

import static io.arcipelago.identity.audit.AuditCategory.ACCOUNT;
import static io.arcipelago.identity.audit.AuditCategory.AUP;
import static io.arcipelago.identity.audit.AuditCategory.AUTHENTICATION;
import static io.arcipelago.identity.audit.AuditCategory.AUTHORIZATION;
import static io.arcipelago.identity.audit.AuditCategory.CLIENT;
import static io.arcipelago.identity.audit.AuditCategory.GROUP;
import static io.arcipelago.identity.audit.AuditCategory.MEMBERSHIP;
import static io.arcipelago.identity.audit.AuditCategory.NONE;
import static io.arcipelago.identity.audit.AuditCategory.REGISTRATION;
import static io.arcipelago.identity.audit.AuditCategory.SCOPE_POLICY;
import static io.arcipelago.identity.audit.AuditCategory.TOKEN;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the log names an event. The service itself names events with dots, such as {@code
 * client.secret.rotated}; the log has the names of INDIGO IAM where it knows the event too.
 *
 * @param type such as {@code ClientSecretUpdatedEvent}
 */
record EventName(String type, AuditCategory category) {

    private static final Map<String, EventName> KNOWN =
            Map.ofEntries(
                    name("login.succeeded", "IamAuthenticationSuccess", AUTHENTICATION),
                    name("login.failed", "IamAuthenticationFailure", AUTHENTICATION),
                    name("logout", "Logout", AUTHENTICATION),
                    name("registration.requested", "RegistrationRequest", REGISTRATION),
                    name("registration.confirmed", "RegistrationConfirm", REGISTRATION),
                    name("registration.approved", "RegistrationApprove", REGISTRATION),
                    name("registration.rejected", "RegistrationReject", REGISTRATION),
                    name("password.updated", "PasswordUpdated", ACCOUNT),
                    name("password.reset", "PasswordReset", ACCOUNT),
                    name("aup.touched", "AupUpdated", AUP),
                    name("aup.signed-on-behalf", "AupSignedOnBehalf", AUP),
                    name("lifecycle.suspended", "AccountDisabled", ACCOUNT),
                    name("lifecycle.restored", "AccountRestored", ACCOUNT),
                    name("lifecycle.removed", "AccountRemoved", ACCOUNT),
                    name("token.exchanged", "TokenExchanged", TOKEN),
                    name("grant.revoked", "GrantRevoked", TOKEN),
                    name("consent.given", "ConsentGiven", AUTHORIZATION),
                    name("consent.revoked", "ConsentRevoked", AUTHORIZATION),
                    name("device.approved", "DeviceApproved", AUTHORIZATION),
                    name("device.denied", "DeviceDenied", AUTHORIZATION),
                    name("client.deleted", "ClientRemoved", CLIENT),
                    name("client.secret.rotated", "ClientSecretUpdated", CLIENT),
                    name(
                            "client.registration-token.issued",
                            "ClientRegistrationAccessTokenRotated",
                            CLIENT),
                    name("client.enabled", "ClientStatusChanged", CLIENT),
                    name("client.disabled", "ClientStatusChanged", CLIENT),
                    name("client.token-settings", "ClientUpdated", CLIENT),
                    name("client.owner.added", "AccountClientOwnerAssigned", ACCOUNT),
                    name("client.owner.removed", "AccountClientOwnerRemoved", ACCOUNT),
                    name("account.changed", "AccountReplaced", ACCOUNT),
                    name("account.suspended", "AccountDisabled", ACCOUNT),
                    name("account.end-time-set", "AccountEndTimeUpdated", ACCOUNT),
                    name("account.factor.enabled", "AuthenticatorAppEnabled", ACCOUNT),
                    name("account.factor.disabled", "AuthenticatorAppDisabled", ACCOUNT),
                    name("account.factor.verified", "TotpVerified", ACCOUNT),
                    name("account.certificate.added", "X509CertificateAdded", ACCOUNT),
                    name("account.certificate.removed", "X509CertificateRemoved", ACCOUNT),
                    name("account.certificate.linked", "X509CertificateLinked", ACCOUNT),
                    name("account.certificate.unlinked", "X509CertificateUnlinked", ACCOUNT),
                    name("account.oidc-id.added", "OidcAccountAdded", ACCOUNT),
                    name("account.oidc-id.removed", "OidcAccountRemoved", ACCOUNT),
                    name("group.changed", "GroupReplaced", GROUP),
                    name("group.members-added", "GroupMembershipAdded", ACCOUNT),
                    name("group.members-removed", "GroupMembershipRemoved", ACCOUNT),
                    name("group.manager-added", "AuthorityAdded", ACCOUNT),
                    name("group.manager-removed", "AuthorityRemoved", ACCOUNT),
                    name("group-request.removed", "GroupRequestDeleted", MEMBERSHIP),
                    name("policy.created", "ScopePolicyCreated", SCOPE_POLICY),
                    name("policy.updated", "ScopePolicyUpdated", SCOPE_POLICY),
                    name("policy.deleted", "ScopePolicyDeleted", SCOPE_POLICY));

    /** What each value of an account has for a name of its own when it is replaced. */
    private static final Map<String, String> REPLACED =
            Map.of(
                    "username", "UsernameReplacedEvent",
                    "name", "NameReplacedEvent",
                    "email", "EmailReplacedEvent",
                    "password", "PasswordReplacedEvent",
                    "active", "ActiveReplacedEvent",
                    "serviceAccount", "ServiceAccountReplacedEvent");

    /** The name of an event of the service; one that is not known gets its words, joined. */
    static EventName of(String dotted) {
        EventName known = KNOWN.get(dotted);
        return known != null
                ? known
                : new EventName(
                        Arrays.stream(dotted.split("[.\\-_]"))
                                        .filter(word -> !word.isEmpty())
                                        .map(word ->
                                                word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                        + word.substring(1))
                                        .collect(Collectors.joining())
                                + "Event",
                        category(dotted));
    }

    /** The name of the replacement of one value of an account. */
    static EventName replaced(String attribute) {
        return new EventName(
                REPLACED.getOrDefault(attribute, "AccountReplacedEvent"), AuditCategory.ACCOUNT);
    }

    /** The words of the type, as a sentence begins. */
    String words() {
        String words =
                type.replaceFirst("Event$", "")
                        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT);
        return words.isEmpty()
                ? type
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static AuditCategory category(String dotted) {
        String first = dotted.split("[.]", 2)[0];
        return switch (first) {
            case "account", "password", "lifecycle", "passkey" -> ACCOUNT;
            case "group" -> GROUP;
            case "group-request" -> MEMBERSHIP;
            case "registration" -> REGISTRATION;
            case "login", "logout", "factor" -> AUTHENTICATION;
            case "consent", "device", "authorization" -> AUTHORIZATION;
            case "scope", "policy", "scope-policy", "exchange-policy" -> SCOPE_POLICY;
            case "aup" -> AUP;
            case "client" -> CLIENT;
            case "token", "grant", "exchange" -> TOKEN;
            default -> NONE;
        };
    }

    private static Map.Entry<String, EventName> name(
            String dotted, String words, AuditCategory category) {
        return Map.entry(dotted, new EventName(words + "Event", category));
    }
}
