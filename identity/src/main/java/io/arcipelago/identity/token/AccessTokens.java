package io.arcipelago.identity.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.key.SigningKeys;
import java.sql.Types;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells whether an access token that comes back to the issuer is still good. Since tokens are not
 * stored, that is: our signature, our issuer, the right time, and nothing behind it revoked.
 */
@Component
public class AccessTokens {

    private final Issuer issuer;
    private final SigningKeys keys;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    AccessTokens(Issuer issuer, SigningKeys keys, JdbcClient jdbc, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The token if it is good and neither it, its grant, its client nor its person is revoked. */
    public Optional<AccessToken> verify(String value) {
        return read(value).filter(this::stillGranted);
    }

    /** The token if signature, issuer and time are good, whether or not it was revoked. */
    public Optional<AccessToken> read(String value) {
        try {
            SignedJWT jwt = SignedJWT.parse(value);
            JOSEObjectType type = jwt.getHeader().getType();
            if (type == null
                    || !TokenSigner.ACCESS_TOKEN_TYPE.equals(type.getType())
                    || !keys.verifies(jwt)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expiry = claims.getExpirationTime();
            boolean current = expiry != null && clock.instant().isBefore(expiry.toInstant());
            return current && issuer.value().equals(claims.getIssuer())
                    ? AccessToken.of(claims)
                    : Optional.empty();
        } catch (ParseException notAToken) {
            return Optional.empty();
        }
    }

    /** Makes one token worthless until it would have expired anyway. */
    public void revoke(AccessToken token) {
        jdbc.sql(
                        """
                        insert into identity.revoked_token (jti, expires_at)
                        values (:jti, :expiry) on conflict do nothing
                        """)
                .param("jti", token.id())
                .param("expiry", Columns.timestamp(token.expiresAt()))
                .update();
    }

    /** Forgets revocations of tokens that have expired. */
    public void sweep(Instant now) {
        jdbc.sql("delete from identity.revoked_token where expires_at < :now")
                .param("now", Columns.timestamp(now))
                .update();
    }

    private boolean stillGranted(AccessToken token) {
        return jdbc.sql(
                        """
                        select not exists (select from identity.revoked_token where jti = :jti)
                           and exists (select from identity.client
                                        where id = :client and active)
                           and (:grant::uuid is null
                                or exists (select from identity.token_grant
                                            where id = :grant and revoked_at is null))
                           and (:account::uuid is null
                                or exists (select from identity.account
                                            where id = :account and active))
                        """)
                .param("jti", token.id())
                .param("client", token.clientId())
                .param("grant", token.grant().orElse(null), Types.OTHER)
                .param("account", token.account().map(AccountId::value).orElse(null), Types.OTHER)
                .query(Boolean.class)
                .single();
    }
}
