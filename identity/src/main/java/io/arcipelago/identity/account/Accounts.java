package io.arcipelago.identity.account;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts and the groups that each is a member of. */
@Component
public class Accounts {

    static final Map<String, String> SORT_COLUMNS =
            Map.of("username", "a.username", "name", "a.name", "email", "a.email");

    private static final String WITH_GROUPS =
            """
            select a.id, a.username, a.name, a.email, a.active,
                   array(select g.name
                           from identity.membership m
                           join identity.user_group g on g.id = m.group_id
                          where m.account_id = a.id
                          order by g.name) as groups
              from identity.account a
            """;

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The person, or empty if there is no such account. */
    public Optional<Person> find(AccountId id) {
        return jdbc.sql(WITH_GROUPS + " where a.id = :id")
                .param("id", id.value())
                .query(Accounts::person)
                .optional();
    }

    /** What a sign-in under this user name is checked against. */
    public Optional<Credentials> credentials(String username) {
        return jdbc.sql(
                        """
                        select id, coalesce(password_hash, '') as password_hash, active
                          from identity.account where username = :username
                        """)
                .param("username", username.toLowerCase(Locale.ROOT))
                .query((row, number) ->
                        new Credentials(
                                new AccountId(row.getObject("id", UUID.class)),
                                row.getString("password_hash"),
                                row.getBoolean("active")))
                .optional();
    }

    /** Whether an account of this user name exists. */
    public boolean exists(String username) {
        return credentials(username).isPresent();
    }

    /**
     * Creates an active account. The user name is stored in lower case.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the user name or email is taken
     */
    public AccountId create(
            String username, String name, String email, String passwordHash, Instant now) {
        AccountId id = new AccountId(UUID.randomUUID());
        jdbc.sql(
                        """
                        insert into identity.account
                               (id, username, name, email, password_hash, created_at, updated_at)
                        values (:id, :username, :name, :email, :hash, :now, :now)
                        """)
                .param("id", id.value())
                .param("username", username.toLowerCase(Locale.ROOT))
                .param("name", name)
                .param("email", email)
                .param("hash", passwordHash)
                .param("now", Columns.timestamp(now))
                .update();
        return id;
    }

    /** Locks an account out, or lets it in again. */
    public void setActive(AccountId id, boolean active, Instant now) {
        jdbc.sql(
                        """
                        update identity.account set active = :active, updated_at = :now
                         where id = :id
                        """)
                .param("active", active)
                .param("now", Columns.timestamp(now))
                .param("id", id.value())
                .update();
    }

    /**
     * A page of the accounts whose user name, name or email contains the text, whatever its case;
     * an empty text finds all.
     */
    public Page<Person> search(String text, PageRequest page) {
        String matching =
                """
                 where position(lower(:text) in lower(a.username)) > 0
                    or position(lower(:text) in lower(a.name)) > 0
                    or position(lower(:text) in lower(a.email)) > 0
                """;
        List<Person> found =
                jdbc.sql(
                                WITH_GROUPS
                                        + matching
                                        + " order by "
                                        + page.orderBy(SORT_COLUMNS, "a.username")
                                        + " limit :size offset :offset")
                        .param("text", text)
                        .param("size", page.size())
                        .param("offset", page.offset())
                        .query(Accounts::person)
                        .list();
        long total =
                jdbc.sql("select count(*) from identity.account a" + matching)
                        .param("text", text)
                        .query(Long.class)
                        .single();
        return Page.of(found, total, page);
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("active"),
                Columns.texts(row, "groups"));
    }
}
