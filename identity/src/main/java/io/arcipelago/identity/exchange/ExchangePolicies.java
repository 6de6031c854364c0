package io.arcipelago.identity.exchange;

import io.arcipelago.identity.client.Client;
import io.arcipelago.identity.database.Columns;
import io.arcipelago.identity.database.VersionedCopy;
import io.arcipelago.identity.policy.Matching;
import io.arcipelago.identity.policy.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of exchange policies, and what they say. */
@Component
public class ExchangePolicies {

    /** A scope rule as it is stored. */
    record Stored(Rule rule, Matching type, String matchParam) {}

    private static final TypeReference<List<Stored>> RULES = new TypeReference<>() {};

    /** Its own mapper: how the web layer writes JSON must not change what is stored. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VersionedCopy<List<ExchangePolicy>> policies;

    ExchangePolicies(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.policies = new VersionedCopy<>(jdbc, clock, "exchange", this::all);
    }

    /** What the policies say about an exchange of a token of the one client by the other. */
    public Verdict verdict(Client origin, Client destination) {
        return Verdict.of(policies.get(), origin, destination);
    }

    List<ExchangePolicy> all() {
        return jdbc.sql("select * from identity.exchange_policy order by id")
                .query(ExchangePolicies::policy)
                .list();
    }

    Optional<ExchangePolicy> find(long id) {
        return jdbc.sql("select * from identity.exchange_policy where id = :id")
                .param("id", id)
                .query(ExchangePolicies::policy)
                .optional();
    }

    /** Stores a policy and returns it with its id. */
    ExchangePolicy create(ExchangePolicy policy) {
        List<Stored> rules =
                policy.scopeRules().stream()
                        .map(rule -> new Stored(rule.rule(), rule.matching(), rule.match()))
                        .toList();
        return jdbc.sql(
                        """
                        insert into identity.exchange_policy
                               (description, rule, origin_type, origin_match, destination_type,
                                destination_match, scope_policies, created_at, updated_at)
                        values (:description, :rule, :originType, :origin, :destinationType,
                                :destination, :scopes::jsonb, :now, :now)
                        returning *
                        """)
                .param("description", policy.description())
                .param("rule", policy.rule().name())
                .param("originType", policy.origin().type().name())
                .param("origin", policy.origin().match())
                .param("destinationType", policy.destination().type().name())
                .param("destination", policy.destination().match())
                .param("scopes", JSON.writeValueAsString(rules))
                .param("now", Columns.timestamp(clock.instant()))
                .query(ExchangePolicies::policy)
                .single();
    }

    void delete(long id) {
        jdbc.sql("delete from identity.exchange_policy where id = :id").param("id", id).update();
    }

    /** Makes the next verdict look again; to be called after a change is committed. */
    void forget() {
        policies.forget();
    }

    /**
     * Turns what registrations of clients say about exchanges into policies, each once: a policy
     * that an administrator deleted stays away.
     */
    void seed() {
        jdbc.sql(
                        """
                        with fresh as (
                            insert into identity.exchange_policy_seed (origin, destination)
                            select distinct origin, c.id
                              from identity.client c, unnest(c.exchange_origins) as origin
                            on conflict do nothing
                            returning origin, destination
                        )
                        insert into identity.exchange_policy
                               (description, rule, origin_type, origin_match, destination_type,
                                destination_match, created_at, updated_at)
                        select 'From the registration of the client ' || destination, 'PERMIT',
                               'BY_ID', origin, 'BY_ID', destination, :now, :now
                          from fresh
                        """)
                .param("now", Columns.timestamp(clock.instant()))
                .update();
        forget();
    }

    private static ExchangePolicy policy(ResultSet row, int number) throws SQLException {
        return new ExchangePolicy(
                row.getLong("id"),
                row.getString("description"),
                Rule.valueOf(row.getString("rule")),
                new Party(
                        Party.Type.valueOf(row.getString("origin_type")),
                        row.getString("origin_match")),
                new Party(
                        Party.Type.valueOf(row.getString("destination_type")),
                        row.getString("destination_match")),
                JSON.readValue(row.getString("scope_policies"), RULES).stream()
                        .map(rule ->
                                ExchangePolicy.ScopeRule.of(
                                        rule.rule(), rule.type(), rule.matchParam()))
                        .toList(),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
