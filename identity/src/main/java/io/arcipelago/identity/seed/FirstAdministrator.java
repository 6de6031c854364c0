package io.arcipelago.identity.seed;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Groups;
import io.arcipelago.identity.account.PasswordHashes;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets somebody in where nobody is: an installation without any account gets one administrator,
 * whose password is random and stands in a file that only the installation's owner may read.
 */
@Component
class FirstAdministrator {

    static final String FILE = "first-administrator";
    static final String USERNAME = "admin";

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Accounts accounts;
    private final Groups groups;
    private final PasswordHashes hashes;
    private final PrivateFiles files;
    private final IdentitySettings settings;
    private final JdbcClient jdbc;

    FirstAdministrator(
            Accounts accounts,
            Groups groups,
            PasswordHashes hashes,
            PrivateFiles files,
            IdentitySettings settings,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.groups = groups;
        this.hashes = hashes;
        this.files = files;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** Creates the administrator if there is no account at all. */
    void ensure(Instant now) {
        boolean empty =
                jdbc.sql("select not exists (select from identity.account)")
                        .query(Boolean.class)
                        .single();
        if (!empty) {
            return;
        }
        String password = Secrets.random();
        // First the file: if the transaction fails, the next start writes another one.
        files.write(FILE, USERNAME + " " + password + "\n");
        AccountId id =
                accounts.create(
                        USERNAME,
                        "First administrator",
                        USERNAME + "@localhost",
                        hashes.hash(password),
                        now);
        for (String group : settings.adminGroups()) {
            groups.ensure(group, "Administrators of the federation", now);
            groups.join(id, group, now);
        }
        log.info("There was no account; {} tells how to sign in.", files.path(FILE));
    }
}
