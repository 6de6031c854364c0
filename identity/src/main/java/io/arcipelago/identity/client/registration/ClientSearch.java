package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Slice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds registrations for lists. Texts are compared whatever their case. */
@Component
class ClientSearch {

    /** Where a search looks, with the condition on a client {@code c}. */
    enum Field {
        NAME("name", "position(lower(:text) in lower(c.name)) > 0 or c.id = :text"),
        CONTACTS("contacts", among("c.contacts")),
        SCOPE("scope", among("c.scopes")),
        GRANT_TYPE("grantType", among("c.grant_types")),
        REDIRECT_URI("redirectUri", among("c.redirect_uris"));

        private final String wire;
        private final String condition;

        Field(String wire, String condition) {
            this.wire = wire;
            this.condition = condition;
        }

        static Optional<Field> of(String wire) {
            for (Field field : values()) {
                if (field.wire.equalsIgnoreCase(wire)) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }

        private static String among(String column) {
            return "exists (select from unnest("
                    + column
                    + ") v where position(lower(:text) in lower(v)) > 0)";
        }
    }

    /** What a list is ordered by. */
    enum Order {
        NAME_UP("lower(c.name), c.id"),
        NAME_DOWN("lower(c.name) desc, c.id desc"),
        CREATED_UP("c.created_at, c.id"),
        CREATED_DOWN("c.created_at desc, c.id desc");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    private final JdbcClient jdbc;

    ClientSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Searches all clients.
     *
     * @param text what the field contains; empty finds all
     * @param dynamicOnly leaves out what an administrator or the product registered
     */
    Found<Registration> search(
            Field field, String text, boolean dynamicOnly, Order order, Slice slice) {
        String matching =
                " from identity.client c where (c.dynamically_registered or not :dynamicOnly)"
                        + " and (:text = '' or "
                        + field.condition
                        + ")";
        long total =
                jdbc.sql("select count(*)" + matching)
                        .param("text", text)
                        .param("dynamicOnly", dynamicOnly)
                        .query(Long.class)
                        .single();
        List<Registration> part =
                slice.count() == 0
                        ? List.of()
                        : jdbc.sql(
                                        "select c.*"
                                                + matching
                                                + " order by "
                                                + order.sql
                                                + " limit :count offset :offset")
                                .param("text", text)
                                .param("dynamicOnly", dynamicOnly)
                                .param("count", slice.count())
                                .param("offset", slice.offset())
                                .query(Registrations::registration)
                                .list();
        return new Found<>(total, part);
    }

    /** The clients that the person owns. */
    Found<Registration> ownedBy(AccountId account, Slice slice) {
        UUID owner = account.value();
        long total =
                jdbc.sql("select count(*) from identity.client_owner where account_id = :owner")
                        .param("owner", owner)
                        .query(Long.class)
                        .single();
        List<Registration> part =
                jdbc.sql(
                                """
                                select c.* from identity.client_owner o
                                  join identity.client c on c.id = o.client_id
                                 where o.account_id = :owner
                                 order by lower(c.name), c.id
                                 limit :count offset :offset
                                """)
                        .param("owner", owner)
                        .param("count", slice.count())
                        .param("offset", slice.offset())
                        .query(Registrations::registration)
                        .list();
        return new Found<>(total, part);
    }
}
