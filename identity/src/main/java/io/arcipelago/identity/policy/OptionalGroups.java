package io.arcipelago.identity.policy;

import io.arcipelago.identity.database.VersionedCopy;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The groups with the label {@code wlcg.optional-group}: tokens have them by name only. */
@Component
public class OptionalGroups {

    private final JdbcClient jdbc;
    private final VersionedCopy<Set<String>> names;

    OptionalGroups(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.names = new VersionedCopy<>(jdbc, clock, "optional-group", this::read);
    }

    /** Their full names without leading slash, as of two seconds ago at most. */
    public Set<String> names() {
        return names.get();
    }

    /** Clients write the label's name as one word or split it at the dot. */
    private Set<String> read() {
        return Set.copyOf(
                jdbc.sql(
                                """
                                select distinct g.name
                                  from identity.group_label l
                                  join identity.user_group g on g.id = l.group_id
                                 where (l.prefix = '' and l.name = 'wlcg.optional-group')
                                    or (l.prefix = 'wlcg' and l.name = 'optional-group')
                                """)
                        .query((row, number) -> String.valueOf(row.getString("name")))
                        .list());
    }
}
