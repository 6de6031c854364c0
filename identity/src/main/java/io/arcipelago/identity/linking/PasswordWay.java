package io.arcipelago.identity.linking;

import io.arcipelago.identity.account.AccountId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signing in with a password. */
@Component
class PasswordWay implements SignInWay {

    private final JdbcClient jdbc;

    PasswordWay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean opens(AccountId account) {
        return jdbc.sql(
                        """
                        select exists (select from identity.account
                                        where id = :id and password_hash is not null)
                        """)
                .param("id", account.value())
                .query(Boolean.class)
                .single();
    }
}
