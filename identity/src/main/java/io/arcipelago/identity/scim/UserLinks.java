package io.arcipelago.identity.scim;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.linking.CertificateText;
import io.arcipelago.identity.linking.DistinguishedNames;
import io.arcipelago.identity.linking.LinkedCertificate;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.linking.Links;
import io.arcipelago.identity.linking.OidcIdentity;
import io.arcipelago.identity.linking.SshKey;
import io.arcipelago.identity.linking.SshKeys;
import io.arcipelago.platform.web.ApiFailure;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members {@code oidcIds}, {@code certificates} and {@code sshKeys} of the extension. Adding
 * and replacing keep what is not named; only the operation remove takes something away.
 */
@Component
class UserLinks {

    private static final String OIDC = "oidcIds";
    private static final String SSH = "sshKeys";
    private static final String CERTIFICATES = "certificates";
    private static final String X509 = "x509Certificates";
    private static final Set<String> NAMES = Set.of(OIDC, SSH, CERTIFICATES, X509);
    private static final int MOST = 50;

    private final LinkedIdentities identities;
    private final SshKeys keys;
    private final TransactionTemplate transaction;

    UserLinks(LinkedIdentities identities, SshKeys keys, PlatformTransactionManager transactions) {
        this.identities = identities;
        this.keys = keys;
        this.transaction = new TransactionTemplate(transactions);
    }

    static void show(Links links, Map<String, Object> extension) {
        putUnlessEmpty(extension, OIDC, links.oidcIds());
        putUnlessEmpty(
                extension,
                CERTIFICATES,
                links.certificates().stream().map(UserLinks::certificate).toList());
        putUnlessEmpty(extension, SSH, links.sshKeys().stream().map(UserLinks::sshKey).toList());
    }

    /** All of it happens, or nothing. */
    <T> T together(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(status -> change.get()));
    }

    /** Adds what a whole user names. */
    void add(AccountId account, JsonNode user, String actor) {
        for (Map.Entry<String, JsonNode> member : user.path(Scim.INDIGO_USER).properties()) {
            if (NAMES.contains(member.getKey())) {
                change(account, PatchOperation.Kind.ADD, member.getKey(), member.getValue(), actor);
            }
        }
    }

    /** Does the operations that concern links, and returns the body of the others; empty: none. */
    JsonNode patch(AccountId account, JsonNode body, String actor) {
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        JsonNode raw = body.path(body.has("operations") ? "operations" : "Operations");
        List<PatchOperation> operations = PatchOperation.of(body);
        for (int i = 0; i < operations.size(); i++) {
            PatchOperation operation = operations.get(i);
            String named = operation.path().replaceFirst("^" + Scim.INDIGO_USER + ":", "");
            if (NAMES.contains(named)) {
                change(account, operation.kind(), named, operation.value(), actor);
                continue;
            }
            boolean whole = operation.path().isEmpty();
            JsonNode extension =
                    whole ? operation.value().path(Scim.INDIGO_USER) : operation.value();
            boolean may = whole || operation.path().equals(Scim.INDIGO_USER);
            if (may && extension instanceof ObjectNode members && hasLinks(members)) {
                members.properties().stream()
                        .filter(member -> NAMES.contains(member.getKey()))
                        .forEach(member ->
                                change(
                                        account,
                                        operation.kind(),
                                        member.getKey(),
                                        member.getValue(),
                                        actor));
                addWithoutLinks(others, raw.get(i), whole);
            } else {
                others.add(raw.get(i));
            }
        }
        if (others.isEmpty()) {
            return others;
        }
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        rest.set("operations", others);
        return rest;
    }

    private static boolean hasLinks(ObjectNode extension) {
        return NAMES.stream().anyMatch(extension::has);
    }

    /** Keeps what an operation holds beside links, unless that is nothing. */
    private static void addWithoutLinks(ArrayNode others, JsonNode operation, boolean whole) {
        if (!(operation.deepCopy() instanceof ObjectNode copy)
                || !(copy.path("value") instanceof ObjectNode value)) {
            return;
        }
        ObjectNode extension =
                whole && value.path(Scim.INDIGO_USER) instanceof ObjectNode inner ? inner : value;
        extension.remove(NAMES);
        if (whole && extension.isEmpty()) {
            value.remove(Scim.INDIGO_USER);
        }
        value.remove("schemas");
        if (!value.isEmpty()) {
            others.add(copy);
        }
    }

    private void change(
            AccountId account,
            PatchOperation.Kind kind,
            String name,
            JsonNode values,
            String actor) {
        JsonNode list =
                values.isObject() && values.has(name) && values.size() == 1
                        ? values.path(name)
                        : values;
        JsonNode entries = list.isObject() ? JsonNodeFactory.instance.arrayNode().add(list) : list;
        if (!entries.isArray() || entries.size() > MOST) {
            throw ApiFailure.badRequest(
                    "invalid-value", name + ": send an array of at most " + MOST + " objects");
        }
        for (JsonNode entry : entries) {
            switch (kind) {
                case ADD, REPLACE -> add(account, name, entry, actor);
                case REMOVE -> remove(account, name, entry, actor);
            }
        }
    }

    private void add(AccountId account, String name, JsonNode entry, String actor) {
        boolean primary = entry.path("primary").asBoolean(false);
        switch (name) {
            case OIDC -> identities.link(account, identity(entry), actor);
            case SSH -> keys.add(account, text(entry, "value"), label(entry), primary, actor);
            default ->
                    identities.link(
                            account,
                            CertificateText.parse(text(entry, "pemEncodedCertificate")),
                            label(entry),
                            primary,
                            actor);
        }
    }

    private void remove(AccountId account, String name, JsonNode entry, String actor) {
        boolean removed =
                switch (name) {
                    case OIDC -> identities.unlink(account, identity(entry), actor);
                    case SSH -> removeKey(account, entry, actor);
                    default -> removeCertificate(account, entry, actor);
                };
        if (!removed) {
            throw ApiFailure.notFound(
                    "no-link", "The user has no such entry in " + name + "; nothing was removed");
        }
    }

    private boolean removeKey(AccountId account, JsonNode entry, String actor) {
        String value = text(entry, "value");
        if (!value.isEmpty()) {
            return keys.removeValue(account, value, actor);
        }
        String fingerprint = text(entry, "fingerprint");
        return fingerprint.isEmpty()
                ? keys.removeLabelled(account, label(entry), actor)
                : keys.remove(account, fingerprint, actor);
    }

    private boolean removeCertificate(AccountId account, JsonNode entry, String actor) {
        String pem = text(entry, "pemEncodedCertificate");
        if (!pem.isEmpty()) {
            X509Certificate certificate = CertificateText.parse(pem);
            return identities.unlinkCertificate(
                    account,
                    DistinguishedNames.of(certificate.getSubjectX500Principal()),
                    DistinguishedNames.of(certificate.getIssuerX500Principal()),
                    actor);
        }
        String subject = text(entry, "subjectDn");
        if (!subject.isEmpty()) {
            return identities.unlinkCertificate(account, subject, text(entry, "issuerDn"), actor);
        }
        return identities.unlinkLabelled(account, label(entry), actor);
    }

    private static OidcIdentity identity(JsonNode entry) {
        return new OidcIdentity(text(entry, "issuer"), text(entry, "subject"));
    }

    private static String label(JsonNode entry) {
        String display = text(entry, "display");
        return display.isEmpty() ? text(entry, "label") : display;
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asString("").strip();
    }

    private static Map<String, Object> certificate(LinkedCertificate certificate) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("display", certificate.label());
        shown.put("primary", certificate.primary());
        shown.put("subjectDn", certificate.subjectDn());
        shown.put("issuerDn", certificate.issuerDn());
        shown.put("pemEncodedCertificate", certificate.pem());
        shown.put("created", certificate.created().toString());
        shown.put("lastModified", certificate.updated().toString());
        shown.put("hasProxyCertificate", false);
        return shown;
    }

    private static Map<String, Object> sshKey(SshKey key) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("display", key.label());
        shown.put("primary", key.primary());
        shown.put("fingerprint", key.fingerprint());
        shown.put("value", key.value());
        shown.put("created", key.created().toString());
        shown.put("lastModified", key.updated().toString());
        return shown;
    }

    private static void putUnlessEmpty(
            Map<String, Object> extension, String name, List<?> entries) {
        if (!entries.isEmpty()) {
            extension.put(name, entries);
        }
    }
}
