package io.arcipelago.orchestrator.deployment;

import io.arcipelago.orchestrator.OrchestratorJson;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.placement.Candidate;
import io.arcipelago.orchestrator.placement.Choices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** What was tried for a deployment: its attempts and steps. */
@Repository
public class DeploymentHistory {

    private static final TypeReference<List<Candidate>> CANDIDATES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final OrchestratorJson json;

    public DeploymentHistory(JdbcClient jdbc, OrchestratorJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void addAttempt(DeploymentId id, Attempt attempt) {
        jdbc.sql(
                        """
                        insert into orchestrator.attempt
                            (deployment_id, number, provider, region, project, state, candidates,
                             choices, started_at)
                        values (:id, :number, :provider, :region, :project, 'running',
                             :candidates::jsonb, :choices::jsonb, :startedAt)
                        """)
                .param("id", id.value())
                .param("number", attempt.number())
                .param("provider", attempt.site().provider())
                .param("region", attempt.site().region())
                .param("project", attempt.project())
                .param("candidates", json.write(attempt.candidates()))
                .param("choices", json.write(attempt.choices()))
                .param("startedAt", Timestamp.from(attempt.startedAt()))
                .update();
    }

    /** Ends the attempt in hand, if it is still running. */
    public void endAttempt(
            DeploymentId id,
            Attempt.State state,
            @Nullable String failureClass,
            @Nullable String failure,
            Instant now) {
        jdbc.sql(
                        """
                        update orchestrator.attempt
                           set state = :state, failure_class = :failureClass, failure = :failure,
                               ended_at = :now
                         where deployment_id = :id and state = 'running'
                        """)
                .param("id", id.value())
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("failureClass", failureClass)
                .param("failure", failure)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** All attempts, first one first. */
    public List<Attempt> attempts(DeploymentId id) {
        return jdbc.sql(
                        """
                        select * from orchestrator.attempt where deployment_id = :id order by number
                        """)
                .param("id", id.value())
                .query(this::attempt)
                .list();
    }

    /** The last attempt, or empty before the first. */
    public Optional<Attempt> lastAttempt(DeploymentId id) {
        return jdbc.sql(
                        """
                        select * from orchestrator.attempt where deployment_id = :id
                         order by number desc limit 1
                        """)
                .param("id", id.value())
                .query(this::attempt)
                .optional();
    }

    /** The site of the last attempt of each of these deployments that has one. */
    public Map<UUID, SiteKey> lastSites(List<DeploymentId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<UUID, SiteKey> sites = new HashMap<>();
        jdbc.sql(
                        """
                        select distinct on (deployment_id) deployment_id, provider, region
                          from orchestrator.attempt where deployment_id in (:ids)
                         order by deployment_id, number desc
                        """)
                .param("ids", ids.stream().map(DeploymentId::value).toList())
                .query(row -> {
                    sites.put(
                            row.getObject("deployment_id", UUID.class),
                            new SiteKey(row.getString("provider"), row.getString("region")));
                });
        return sites;
    }

    /** Begins a step. */
    public void beginStep(DeploymentId id, int attempt, Phase phase, Instant now) {
        jdbc.sql(
                        """
                        insert into orchestrator.step
                            (deployment_id, seq, attempt, name, state, tries, started_at)
                        select :id, coalesce(max(seq), 0) + 1, :attempt, :name, 'running', 0, :now
                          from orchestrator.step where deployment_id = :id
                        """)
                .param("id", id.value())
                .param("attempt", attempt)
                .param("name", phase.wire())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Says how the running step is doing, and how many more tries have failed. */
    public void noteStep(DeploymentId id, int failedTries, String message) {
        jdbc.sql(
                        """
                        update orchestrator.step set tries = tries + :tries, message = :message
                         where deployment_id = :id and state = 'running'
                        """)
                .param("id", id.value())
                .param("tries", failedTries)
                .param("message", message)
                .update();
    }

    /** Ends the running step. */
    public void endStep(DeploymentId id, StepEntry.State state, String message, Instant now) {
        jdbc.sql(
                        """
                        update orchestrator.step set state = :state, message = :message, ended_at = :now
                         where deployment_id = :id and state = 'running'
                        """)
                .param("id", id.value())
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("message", message)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The steps that were taken, first one first. */
    public List<StepEntry> steps(DeploymentId id) {
        return jdbc.sql("select * from orchestrator.step where deployment_id = :id order by seq")
                .param("id", id.value())
                .query(DeploymentHistory::step)
                .list();
    }

    private Attempt attempt(ResultSet row, int number) throws SQLException {
        return new Attempt(
                row.getInt("number"),
                new SiteKey(row.getString("provider"), row.getString("region")),
                row.getString("project"),
                Attempt.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("failure_class")),
                Optional.ofNullable(row.getString("failure")),
                json.read(row.getString("candidates"), CANDIDATES),
                json.read(row.getString("choices"), Choices.class),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }

    private static StepEntry step(ResultSet row, int number) throws SQLException {
        return new StepEntry(
                row.getInt("attempt"),
                Phase.ofWire(row.getString("name")),
                StepEntry.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("tries"),
                Optional.ofNullable(row.getString("message")),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }
}
