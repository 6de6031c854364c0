package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.ApiFailure;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The identities and certificates that open accounts; each opens one account at most. */
@Component
public class LinkedIdentities {

    /** How many of a kind an account may have. */
    static final int MOST = 50;

    private static final int LONGEST_LABEL = 128;
    private static final int LONGEST_ISSUER = 512;
    private static final int LONGEST_SUBJECT = 255;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    LinkedIdentities(
            JdbcClient jdbc,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Whose identity it is. */
    public Optional<AccountId> account(OidcIdentity identity) {
        return jdbc.sql(
                        """
                        select account_id from identity.oidc_identity
                         where issuer = :issuer and subject = :subject
                        """)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .query((row, number) -> new AccountId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Whose certificate it is, by its subject and issuer. */
    public Optional<AccountId> account(X509Certificate certificate) {
        return jdbc.sql(
                        """
                        select account_id from identity.x509_certificate
                         where subject_dn = :subject and issuer_dn = :issuer
                        """)
                .param("subject", DistinguishedNames.of(certificate.getSubjectX500Principal()))
                .param("issuer", DistinguishedNames.of(certificate.getIssuerX500Principal()))
                .query((row, number) -> new AccountId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** The identities of an account. */
    public List<OidcIdentity> oidcIds(AccountId account) {
        return jdbc.sql(
                        """
                        select issuer, subject from identity.oidc_identity
                         where account_id = :account order by issuer, subject
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new OidcIdentity(row.getString("issuer"), row.getString("subject")))
                .list();
    }

    /** The certificates of an account. */
    public List<LinkedCertificate> certificates(AccountId account) {
        return jdbc.sql(
                        """
                        select label, subject_dn, issuer_dn, pem, is_primary, created_at, updated_at
                          from identity.x509_certificate
                         where account_id = :account order by created_at, subject_dn
                        """)
                .param("account", account.value())
                .query((row, number) ->
                        new LinkedCertificate(
                                row.getString("label"),
                                row.getString("subject_dn"),
                                row.getString("issuer_dn"),
                                row.getString("pem"),
                                row.getBoolean("is_primary"),
                                Columns.instant(row, "created_at"),
                                Columns.instant(row, "updated_at")))
                .list();
    }

    /**
     * Links an identity; nothing happens if the account has it already.
     *
     * @throws ApiFailure conflict if another account has it
     */
    public void link(AccountId account, OidcIdentity identity, String actor) {
        if (identity.issuer().isBlank()
                || identity.issuer().length() > LONGEST_ISSUER
                || identity.subject().isBlank()
                || identity.subject().length() > LONGEST_SUBJECT) {
            throw ApiFailure.badRequest(
                    "invalid-identity", "An identity needs issuer and subject, both not empty");
        }
        transaction.executeWithoutResult(status -> {
            lock(account);
            int added =
                    jdbc.sql(
                                    """
                                    insert into identity.oidc_identity
                                           (issuer, subject, account_id, linked_at)
                                    values (:issuer, :subject, :account, :now)
                                    on conflict do nothing
                                    """)
                            .param("issuer", identity.issuer())
                            .param("subject", identity.subject())
                            .param("account", account.value())
                            .param("now", Columns.timestamp(clock.instant()))
                            .update();
            if (added == 1) {
                refuseTooMany("oidc_identity", account);
                audit.accountChanged(
                        "account.oidc-identity.linked",
                        account.toString(),
                        actor,
                        Map.of("issuer", identity.issuer()));
            } else if (!account(identity).equals(Optional.of(account))) {
                throw taken("This identity of " + identity.issuer());
            }
        });
    }

    /** Takes an identity away; false if the account does not have it. */
    public boolean unlink(AccountId account, OidcIdentity identity, String actor) {
        int removed =
                jdbc.sql(
                                """
                                delete from identity.oidc_identity
                                 where issuer = :issuer and subject = :subject
                                   and account_id = :account
                                """)
                        .param("issuer", identity.issuer())
                        .param("subject", identity.subject())
                        .param("account", account.value())
                        .update();
        if (removed > 0) {
            audit.accountChanged(
                    "account.oidc-identity.removed",
                    account.toString(),
                    actor,
                    Map.of("issuer", identity.issuer()));
        }
        return removed > 0;
    }

    /**
     * Links a certificate, or renews the one of the same names. The first one is the primary one.
     *
     * @param label empty: what was there before, else the subject
     * @throws ApiFailure conflict if another account has it
     */
    public void link(
            AccountId account,
            X509Certificate certificate,
            String label,
            boolean primary,
            String actor) {
        String subject = DistinguishedNames.of(certificate.getSubjectX500Principal());
        String name = checkedLabel(label);
        transaction.executeWithoutResult(status -> {
            lock(account);
            if (primary) {
                demote("x509_certificate", account);
            }
            int written =
                    jdbc.sql(
                                    """
                                    insert into identity.x509_certificate as c
                                           (id, account_id, label, subject_dn, issuer_dn, pem,
                                            is_primary, created_at, updated_at)
                                    values (:id, :account, coalesce(nullif(:label, ''), :subject),
                                            :subject, :issuer, :pem,
                                            :primary or not exists (
                                                select from identity.x509_certificate p
                                                 where p.account_id = :account and p.is_primary),
                                            :now, :now)
                                    on conflict (subject_dn, issuer_dn) do update
                                       set label = coalesce(nullif(:label, ''), c.label),
                                           pem = excluded.pem,
                                           is_primary = c.is_primary or excluded.is_primary,
                                           updated_at = :now
                                     where c.account_id = excluded.account_id
                                    """)
                            .param("id", UUID.randomUUID())
                            .param("account", account.value())
                            .param("label", name)
                            .param("subject", subject)
                            .param(
                                    "issuer",
                                    DistinguishedNames.of(certificate.getIssuerX500Principal()))
                            .param("pem", CertificateText.of(certificate))
                            .param("primary", primary)
                            .param("now", Columns.timestamp(clock.instant()))
                            .update();
            if (written == 0) {
                throw taken("The certificate of " + subject);
            }
            refuseTooMany("x509_certificate", account);
            audit.accountChanged(
                    "account.certificate.linked",
                    account.toString(),
                    actor,
                    Map.of("subject", subject));
        });
    }

    /**
     * Takes a certificate away; false if the account does not have it.
     *
     * @param issuerDn empty: whatever the issuer is
     */
    public boolean unlinkCertificate(
            AccountId account, String subjectDn, String issuerDn, String actor) {
        int removed =
                jdbc.sql(
                                """
                                delete from identity.x509_certificate
                                 where account_id = :account and subject_dn = :subject
                                   and (:issuer = '' or issuer_dn = :issuer)
                                """)
                        .param("account", account.value())
                        .param("subject", DistinguishedNames.canonical(subjectDn))
                        .param(
                                "issuer",
                                issuerDn.isEmpty() ? "" : DistinguishedNames.canonical(issuerDn))
                        .update();
        if (removed > 0) {
            certificateRemoved(account, subjectDn, actor);
        }
        return removed > 0;
    }

    /** Takes the certificates of this label away; false if the account has none. */
    public boolean unlinkLabelled(AccountId account, String label, String actor) {
        List<String> removed =
                jdbc.sql(
                                """
                                delete from identity.x509_certificate
                                 where account_id = :account and label = :label
                                returning subject_dn
                                """)
                        .param("account", account.value())
                        .param("label", label)
                        .query((row, number) -> String.valueOf(row.getString(1)))
                        .list();
        removed.forEach(subject -> certificateRemoved(account, subject, actor));
        return !removed.isEmpty();
    }

    private void certificateRemoved(AccountId account, String subject, String actor) {
        audit.accountChanged(
                "account.certificate.removed",
                account.toString(),
                actor,
                Map.of("subject", subject));
    }

    /** Changes of one account wait for each other; raises not found if there is no such account. */
    void lock(AccountId account) {
        Optional<UUID> locked =
                jdbc.sql("select id from identity.account where id = :id for update")
                        .param("id", account.value())
                        .query((row, number) -> row.getObject(1, UUID.class))
                        .optional();
        if (locked.isEmpty()) {
            throw ApiFailure.notFound("no-account", "There is no account '" + account + "'");
        }
    }

    /** Makes place for another primary one. */
    void demote(String table, AccountId account) {
        jdbc.sql(
                        "update identity.%s set is_primary = false where account_id = :account and is_primary"
                                .formatted(table))
                .param("account", account.value())
                .update();
    }

    /** Raises a bad request, which takes the insertion back. */
    void refuseTooMany(String table, AccountId account) {
        long there =
                jdbc.sql(
                                "select count(*) from identity.%s where account_id = :account"
                                        .formatted(table))
                        .param("account", account.value())
                        .query(Long.class)
                        .single();
        if (there > MOST) {
            throw ApiFailure.badRequest(
                    "too-many", "An account has at most " + MOST + " of these; remove one first");
        }
    }

    static String checkedLabel(String label) {
        String name = label.strip();
        if (name.length() > LONGEST_LABEL || name.chars().anyMatch(Character::isISOControl)) {
            throw ApiFailure.badRequest(
                    "invalid-label",
                    "A label has at most " + LONGEST_LABEL + " characters and no line break");
        }
        return name;
    }

    static ApiFailure taken(String what) {
        return ApiFailure.conflict("already-linked", what + " is linked to another account");
    }
}
