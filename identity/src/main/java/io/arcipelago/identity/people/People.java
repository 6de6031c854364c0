package io.arcipelago.identity.people;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.linking.Links;
import io.arcipelago.platform.web.ApiFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The accounts as administrators read them. */
@Component
public class People {

    private static final TypeReference<List<GroupRef>> GROUPS = new TypeReference<>() {};
    private static final TypeReference<List<Label>> LABELS = new TypeReference<>() {};
    private static final TypeReference<List<Attribute>> ATTRIBUTES = new TypeReference<>() {};

    /** Its own mapper: how the web layer writes JSON must not change what is read here. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An account that knows only a name to show is split at the name's first space. */
    private static final String SELECT =
            """
            select a.id, a.username, a.name, a.email, a.active, a.service_account, a.end_time,
                   a.created_at, a.updated_at,
                   coalesce(a.given_name, split_part(a.name, ' ', 1)) as given_name,
                   coalesce(a.family_name, ltrim(substr(a.name,
                       length(split_part(a.name, ' ', 1)) + 1))) as family_name,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name)
                                              order by g.name), '[]')
                      from identity.membership m
                      join identity.user_group g on g.id = m.group_id
                     where m.account_id = a.id) as groups,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name)
                                              order by g.name), '[]')
                      from identity.group_manager m
                      join identity.user_group g on g.id = m.group_id
                     where m.account_id = a.id) as managed,
                   (select coalesce(jsonb_agg(jsonb_build_object('prefix', l.prefix,
                                                  'name', l.name, 'value', l.value)
                                              order by l.prefix, l.name), '[]')
                      from identity.account_label l where l.account_id = a.id) as labels,
                   (select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'value', t.value)
                                              order by t.name), '[]')
                      from identity.account_attribute t where t.account_id = a.id) as attributes,
                   jsonb_build_object(
                       'oidcIds',
                       (select coalesce(jsonb_agg(jsonb_build_object('issuer', o.issuer,
                                                      'subject', o.subject)
                                                  order by o.issuer, o.subject), '[]')
                          from identity.oidc_identity o where o.account_id = a.id),
                       'certificates',
                       (select coalesce(jsonb_agg(jsonb_build_object('label', x.label,
                                                      'subjectDn', x.subject_dn,
                                                      'issuerDn', x.issuer_dn, 'pem', x.pem,
                                                      'primary', x.is_primary,
                                                      'created', x.created_at,
                                                      'updated', x.updated_at)
                                                  order by x.created_at, x.subject_dn), '[]')
                          from identity.x509_certificate x where x.account_id = a.id),
                       'sshKeys',
                       (select coalesce(jsonb_agg(jsonb_build_object('label', k.label,
                                                      'value', k.value,
                                                      'fingerprint', k.fingerprint,
                                                      'primary', k.is_primary,
                                                      'created', k.created_at,
                                                      'updated', k.updated_at)
                                                  order by k.created_at, k.fingerprint), '[]')
                          from identity.ssh_key k where k.account_id = a.id)) as links
              from identity.account a
            """;

    private static final String WHERE = " where ";

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Member> find(AccountId id) {
        PeopleFilter filter = PeopleFilter.of(id);
        return jdbc.sql(SELECT + WHERE + filter.condition())
                .params(filter.parameters())
                .query(People::member)
                .optional();
    }

    /** The account; raises not found if there is none. */
    public Member get(AccountId id) {
        return find(id).orElseThrow(() -> unknown(id.toString()));
    }

    /** Reads an id of a path and the account behind it; raises not found if there is none. */
    public Member get(String id) {
        return AccountId.parse(id).flatMap(this::find).orElseThrow(() -> unknown(id));
    }

    /** A part of the accounts that the filter means. */
    public Found<Member> list(PeopleFilter filter, PeopleOrder order, Slice slice) {
        long total =
                jdbc.sql("select count(*) from identity.account a where " + filter.condition())
                        .params(filter.parameters())
                        .query(Long.class)
                        .single();
        if (slice.count() == 0) {
            return new Found<>(total, List.of());
        }
        List<Member> items =
                jdbc.sql(
                                SELECT
                                        + WHERE
                                        + filter.condition()
                                        + " order by "
                                        + order.sql()
                                        + " limit :count offset :offset")
                        .params(filter.parameters())
                        .param("count", slice.count())
                        .param("offset", slice.offset())
                        .query(People::member)
                        .list();
        return new Found<>(total, items);
    }

    /** The failure for an account that is not there. */
    public static ApiFailure unknown(String id) {
        return ApiFailure.notFound("no-account", "There is no account '" + id + "'");
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        return new Member(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("username"),
                row.getString("given_name"),
                row.getString("family_name"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("active"),
                row.getBoolean("service_account"),
                Optional.ofNullable(Columns.instantOrNull(row, "end_time")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                JSON.readValue(row.getString("groups"), GROUPS),
                JSON.readValue(row.getString("managed"), GROUPS),
                JSON.readValue(row.getString("labels"), LABELS),
                JSON.readValue(row.getString("attributes"), ATTRIBUTES),
                JSON.readValue(row.getString("links"), Links.class));
    }
}
