package io.arcipelago.orchestrator.deployment;

import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.orchestrator.deployment.LogLine.Source;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of each deployment, which its owner reads. Callers redact before they write. */
@Repository
public class DeploymentLog {

    /** Longer lines are cut: a log is read by people. */
    private static final int MAX_LINE = 4000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public DeploymentLog(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void add(DeploymentId id, Source source, Level level, String text) {
        jdbc.sql(
                        """
                        insert into orchestrator.log_line (deployment_id, at, source, level, text)
                        values (:id, :at, :source, :level, :text)
                        """)
                .param("id", id.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("source", source.wire())
                .param("level", level.wire())
                .param("text", printable(text))
                .update();
    }

    /** Lines with a higher number, in order. */
    public List<LogLine> after(DeploymentId id, long number, int limit) {
        return jdbc.sql(
                        """
                        select number, at, source, level, text from orchestrator.log_line
                         where deployment_id = :id and number > :number order by number limit :limit
                        """)
                .param("id", id.value())
                .param("number", number)
                .param("limit", limit)
                .query((row, n) ->
                        new LogLine(
                                row.getLong("number"),
                                row.getTimestamp("at").toInstant(),
                                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                                Level.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                                row.getString("text")))
                .list();
    }

    /** PostgreSQL's text takes no NUL, and a line of a foreign program may hold one. */
    private static String printable(String text) {
        String clean = text.replace("\0", "\uFFFD");
        return clean.length() <= MAX_LINE ? clean : clean.substring(0, MAX_LINE) + " …";
    }
}
