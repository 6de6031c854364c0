package io.arcipelago.registry.store;

import io.arcipelago.registry.state.Uids;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The uids that were imported from another registry. */
@Component
public class ImportedUids {

    private final JdbcClient jdbc;

    ImportedUids(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** With one statement. */
    public Uids load() {
        return Uids.importing(
                jdbc
                        .sql("select derived, uid from registry.imported_uid")
                        .query((row, n) ->
                                Map.entry(
                                        String.valueOf(row.getString(1)),
                                        String.valueOf(row.getString(2))))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
