package io.arcipelago.identity.factor;

import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.database.Columns;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Codes for who lost the other factors. Each has 80 random bits and works once; only its digest is
 * stored.
 */
@Component
class RecoveryCodes {

    static final int COUNT = 10;

    private static final int CODE_BYTES = 10;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    RecoveryCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes new codes; those from before no longer work. */
    List<String> replace(AccountId account) {
        remove(account);
        List<String> codes = IntStream.range(0, COUNT).mapToObj(number -> random()).toList();
        jdbc.sql(
                        """
                        insert into identity.recovery_code (account_id, code_hash)
                        select :account, unnest(:hashes)
                        """)
                .param("account", account.value())
                .param(
                        "hashes",
                        Columns.texts(
                                codes.stream().map(code -> digest(account, plain(code))).toList()))
                .update();
        return codes;
    }

    /** Uses a code up; false if it is none of the account's, or not any more. */
    boolean use(AccountId account, String typed) {
        String code = plain(typed);
        return FORM.matcher(code).matches()
                && jdbc.sql(
                                        """
                                        delete from identity.recovery_code
                                         where account_id = :account and code_hash = :hash
                                        """)
                                .param("account", account.value())
                                .param("hash", digest(account, code))
                                .update()
                        == 1;
    }

    void remove(AccountId account) {
        jdbc.sql("delete from identity.recovery_code where account_id = :account")
                .param("account", account.value())
                .update();
    }

    private static String random() {
        byte[] bytes = new byte[CODE_BYTES];
        RANDOM.nextBytes(bytes);
        String code = Base32.encode(bytes);
        return String.join(
                "-",
                code.substring(0, 4),
                code.substring(4, 8),
                code.substring(8, 12),
                code.substring(12));
    }

    /** People type spaces, dashes and small letters as they like. */
    private static String plain(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static String digest(AccountId account, String code) {
        return Secrets.digest(account + "\n" + code);
    }
}
