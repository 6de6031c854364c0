package io.arcipelago.identity.certificate;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.linking.CertificateText;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries a certificate from the TLS port to the browser session that asked for it. A ticket is
 * worth nothing in another session.
 */
@Component
class CertificateTickets {

    private static final Duration LIFE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    CertificateTickets(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A new ticket.
     *
     * @param challenge the digest of what the session keeps
     */
    String issue(X509Certificate certificate, String challenge) {
        String ticket = Secrets.random();
        jdbc.sql(
                        """
                        with old as (
                            delete from identity.certificate_ticket where expires_at <= :now)
                        insert into identity.certificate_ticket
                               (token_hash, state_hash, pem, expires_at)
                        values (:token, :state, :pem, :end)
                        """)
                .param("now", Columns.timestamp(clock.instant()))
                .param("token", Secrets.digest(ticket))
                .param("state", challenge)
                .param("pem", CertificateText.of(certificate))
                .param("end", Columns.timestamp(clock.instant().plus(LIFE)))
                .update();
        return ticket;
    }

    /** The certificate of a ticket, once, for the session that keeps this. */
    Optional<X509Certificate> redeem(String ticket, String kept) {
        return jdbc.sql(
                        """
                        delete from identity.certificate_ticket
                         where token_hash = :token and state_hash = :state and expires_at > :now
                        returning pem
                        """)
                .param("token", Secrets.digest(ticket))
                .param("state", Secrets.digest(kept))
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) -> CertificateText.parse(row.getString("pem")))
                .optional();
    }
}
