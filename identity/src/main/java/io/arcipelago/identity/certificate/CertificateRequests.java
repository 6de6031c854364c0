package io.arcipelago.identity.certificate;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.linking.CertificateText;
import io.arcipelago.identity.linking.DistinguishedNames;
import io.arcipelago.identity.linking.LinkedIdentities;
import io.arcipelago.identity.request.PendingRows;
import io.arcipelago.identity.request.RequestHeader;
import io.arcipelago.identity.request.RequestState;
import io.arcipelago.platform.web.ApiFailure;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The requests to link certificates, and what becomes of them. */
@Component
class CertificateRequests {

    /** Open requests of one person. */
    private static final int MOST_OPEN = 10;

    private static final String SELECT = "select r.*, a.username, a.name as full_name";

    private static final String FROM =
            """
              from identity.certificate_request r
              join identity.account a on a.id = r.account_id
            """;

    private static final String WANTED =
            """
             where (cast(:viewer as uuid) is null or r.account_id = :viewer)
               and (cast(:username as text) is null or a.username = lower(:username))
               and (cast(:status as text) is null or r.status = :status)
            """;

    private final JdbcClient jdbc;
    private final PendingRows rows;
    private final LinkedIdentities identities;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    CertificateRequests(
            JdbcClient jdbc,
            LinkedIdentities identities,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = new PendingRows(jdbc, "identity.certificate_request");
        this.identities = identities;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Creates a request.
     *
     * @throws ApiFailure bad request if the person has the certificate, has asked already or has
     *     asked for too many
     */
    CertificateRequest create(
            AccountId account, String label, X509Certificate certificate, String notes) {
        if (identities.account(certificate).equals(Optional.of(account))) {
            throw ApiFailure.badRequest(
                    "already-linked", "The certificate is linked to your account already");
        }
        UUID id = UUID.randomUUID();
        String subject = DistinguishedNames.of(certificate.getSubjectX500Principal());
        return together(() -> {
            int added =
                    jdbc.sql(
                                    """
                                    insert into identity.certificate_request
                                           (id, account_id, status, label, subject_dn, issuer_dn,
                                            pem, notes, created_at, updated_at)
                                    select :id, :account, 'PENDING', :label, :subject, :issuer,
                                           :pem, :notes, :now, :now
                                     where (select count(*) from identity.certificate_request o
                                             where o.account_id = :account
                                               and o.status = 'PENDING') < :most
                                    on conflict do nothing
                                    """)
                            .param("id", id)
                            .param("account", account.value())
                            .param("label", label.isEmpty() ? subject : label)
                            .param("subject", subject)
                            .param(
                                    "issuer",
                                    DistinguishedNames.of(certificate.getIssuerX500Principal()))
                            .param("pem", CertificateText.of(certificate))
                            .param("notes", notes)
                            .param("now", Columns.timestamp(clock.instant()))
                            .param("most", MOST_OPEN)
                            .update();
            if (added == 0) {
                throw ApiFailure.badRequest(
                        "already-pending",
                        "A request for this certificate is pending already, or you have "
                                + MOST_OPEN
                                + " open requests");
            }
            CertificateRequest created = find(id).orElseThrow();
            publish("created", created, account.toString());
            return created;
        });
    }

    Optional<CertificateRequest> find(UUID id) {
        return jdbc.sql(SELECT + FROM + " where r.id = :id")
                .param("id", id)
                .query(CertificateRequests::request)
                .optional();
    }

    /**
     * A part of the requests, the oldest first.
     *
     * @param viewer whose requests alone are shown; empty: everybody's
     */
    Found<CertificateRequest> list(
            Optional<AccountId> viewer,
            Optional<String> username,
            Optional<RequestState> status,
            Slice slice) {
        long total =
                bound("select count(*)" + FROM + WANTED, viewer, username, status)
                        .query(Long.class)
                        .single();
        List<CertificateRequest> items =
                bound(
                                SELECT
                                        + FROM
                                        + WANTED
                                        + " order by r.created_at, r.id limit :count offset :offset",
                                viewer,
                                username,
                                status)
                        .param("count", slice.count())
                        .param("offset", slice.offset())
                        .query(CertificateRequests::request)
                        .list();
        return new Found<>(total, items);
    }

    private JdbcClient.StatementSpec bound(
            String sql,
            Optional<AccountId> viewer,
            Optional<String> username,
            Optional<RequestState> status) {
        return jdbc.sql(sql)
                .param("viewer", viewer.map(AccountId::value).orElse(null), Types.OTHER)
                .param("username", username.orElse(null), Types.VARCHAR)
                .param("status", status.map(Enum::name).orElse(null), Types.VARCHAR);
    }

    /** Links the certificate; raises a conflict if it belongs to somebody else by now. */
    CertificateRequest approve(CertificateRequest request, String actor) {
        return together(() -> {
            rows.decide(request.id(), RequestState.APPROVED, "", clock.instant());
            identities.link(
                    request.account(),
                    CertificateText.parse(request.pem()),
                    request.label(),
                    false,
                    actor);
            publish("approved", request, actor);
            return find(request.id()).orElseThrow();
        });
    }

    /** Refuses with a reason. */
    CertificateRequest reject(CertificateRequest request, String motivation, String actor) {
        return together(() -> {
            rows.decide(request.id(), RequestState.REJECTED, motivation, clock.instant());
            publish("rejected", request, actor);
            return find(request.id()).orElseThrow();
        });
    }

    /**
     * Removes the request.
     *
     * @param onlyPending whether a decided one must stay
     */
    void remove(CertificateRequest request, boolean onlyPending, String actor) {
        transaction.executeWithoutResult(status -> {
            rows.remove(request.id(), onlyPending);
            publish("removed", request, actor);
        });
    }

    private void publish(String what, CertificateRequest request, String actor) {
        audit.accountChanged(
                "account.certificate-request." + what,
                request.account().toString(),
                actor,
                Map.of("request", request.id().toString(), "subject", request.subjectDn()));
    }

    private <T> T together(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(status -> change.get()));
    }

    private static CertificateRequest request(ResultSet row, int number) throws SQLException {
        return new CertificateRequest(
                RequestHeader.of(row),
                row.getString("label"),
                row.getString("subject_dn"),
                row.getString("issuer_dn"),
                row.getString("pem"));
    }
}
