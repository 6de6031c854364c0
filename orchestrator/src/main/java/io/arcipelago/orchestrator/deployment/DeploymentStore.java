package io.arcipelago.orchestrator.deployment;

import io.arcipelago.orchestrator.OrchestratorJson;
import io.arcipelago.orchestrator.federation.SiteKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** Deployments and their revisions in PostgreSQL. */
@Repository
public class DeploymentStore {

    private static final TypeReference<List<OutputValue>> OUTPUTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final OrchestratorJson json;

    public DeploymentStore(JdbcClient jdbc, OrchestratorJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Stores a new deployment with its first revision. */
    public void insert(Deployment deployment, Revision revision, Optional<UUID> requestId) {
        jdbc.sql(
                        """
                        insert into orchestrator.deployment
                            (id, title, service, owner_issuer, owner_subject, owner_name, user_group,
                             goal, status, phase, phase_started_at, max_attempts, attempt_minutes,
                             deadline, keep_last, wanted_provider, wanted_region, callback,
                             request_id, created_at, updated_at)
                        values (:id, :title, :service, :issuer, :subject, :ownerName, :group,
                             :goal, :status, :phase, :now, :maxAttempts, :attemptMinutes,
                             :deadline, :keepLast, :provider, :region, :callback,
                             :requestId, :now, :now)
                        """)
                .param("id", deployment.id().value())
                .param("title", deployment.title())
                .param("service", deployment.service())
                .param("issuer", deployment.owner().issuer())
                .param("subject", deployment.owner().subject())
                .param("ownerName", deployment.owner().name())
                .param("group", deployment.group())
                .param("goal", deployment.goal().wire())
                .param("status", deployment.status().name())
                .param("phase", deployment.phase().wire())
                .param("now", Timestamp.from(deployment.createdAt()))
                .param("maxAttempts", deployment.limits().maxAttempts())
                .param("attemptMinutes", deployment.limits().attemptMinutes())
                .param("deadline", Timestamp.from(deployment.deadline()))
                .param("keepLast", deployment.limits().keepLast())
                .param("provider", deployment.wanted().map(SiteKey::provider).orElse(null))
                .param("region", deployment.wanted().map(SiteKey::region).orElse(null))
                .param("callback", deployment.callback().orElse(null))
                .param("requestId", requestId.orElse(null))
                .update();
        addRevision(deployment.id(), revision);
    }

    /** Adds a request to a deployment's history. */
    public void addRevision(DeploymentId id, Revision revision) {
        jdbc.sql(
                        """
                        insert into orchestrator.revision
                            (deployment_id, number, kind, template, inputs, secret_inputs,
                             requested_by, requested_at)
                        values (:id, coalesce((select max(number) from orchestrator.revision
                                 where deployment_id = :id), 0) + 1,
                             :kind, :template, :inputs::jsonb, :secretInputs, :by, :at)
                        """)
                .param("id", id.value())
                .param("kind", revision.kind().name().toLowerCase(java.util.Locale.ROOT))
                .param("template", revision.template().isEmpty() ? null : revision.template())
                .param("inputs", json.write(revision.inputs()))
                .param("secretInputs", revision.secretInputs().toArray(String[]::new))
                .param("by", revision.requestedBy())
                .param("at", Timestamp.from(revision.requestedAt()))
                .update();
    }

    public Optional<Deployment> find(DeploymentId id) {
        return jdbc.sql("select * from orchestrator.deployment where id = :id")
                .param("id", id.value())
                .query(this::deployment)
                .optional();
    }

    /** The deployment that the owner's client asked for with this request id before. */
    public Optional<Deployment> findByRequest(Owner owner, UUID requestId) {
        return jdbc.sql(
                        """
                        select * from orchestrator.deployment
                         where owner_issuer = :issuer and owner_subject = :subject
                           and request_id = :requestId
                        """)
                .param("issuer", owner.issuer())
                .param("subject", owner.subject())
                .param("requestId", requestId)
                .query(this::deployment)
                .optional();
    }

    /** The revision that says what is to be there. */
    public Revision createRevision(DeploymentId id) {
        return jdbc.sql(
                        """
                        select * from orchestrator.revision
                         where deployment_id = :id and kind = 'create' order by number desc limit 1
                        """)
                .param("id", id.value())
                .query(this::revision)
                .single();
    }

    /** A page of deployments, newest first. */
    public List<Deployment> list(DeploymentFilter filter, int page, int size) {
        return jdbc.sql(
                        "select * from orchestrator.deployment where "
                                + filter.condition()
                                + " order by created_at desc, id desc limit :size offset :offset")
                .params(filter.parameters())
                .param("size", size)
                .param("offset", (long) page * size)
                .query(this::deployment)
                .list();
    }

    public long count(DeploymentFilter filter) {
        return jdbc.sql("select count(*) from orchestrator.deployment where " + filter.condition())
                .params(filter.parameters())
                .query(Long.class)
                .single();
    }

    /**
     * Turns the goal to absence. Answers whether this changed anything: a deployment that is being
     * deleted or is gone stays as it is.
     */
    public boolean requestDelete(DeploymentId id, Instant now) {
        return jdbc.sql(
                                """
                                update orchestrator.deployment
                                   set goal = 'absent', status = 'DELETE_IN_PROGRESS',
                                       status_reason = null, version = version + 1, updated_at = :now
                                 where id = :id
                                   and status not in ('DELETE_IN_PROGRESS', 'DELETE_COMPLETE')
                                """)
                        .param("id", id.value())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Whether nobody has taken the deployment over, nor changed its goal, since it was read. */
    public boolean isAsRead(Deployment deployment) {
        return jdbc.sql(
                        """
                        select exists (select from orchestrator.deployment
                                        where id = :id and fence = :fence and goal = :goal)
                        """)
                .param("id", deployment.id().value())
                .param("fence", deployment.fence())
                .param("goal", deployment.goal().wire())
                .query(Boolean.class)
                .single();
    }

    /** Marks that something which people can see has changed. */
    public void touch(DeploymentId id, Instant now) {
        jdbc.sql(
                        """
                        update orchestrator.deployment
                           set version = version + 1, updated_at = :now where id = :id
                        """)
                .param("id", id.value())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Stores what the deployment offers, before it is announced as complete. */
    public void storeOutputs(
            DeploymentId id, long fence, List<OutputValue> outputs, Optional<String> endpoint) {
        jdbc.sql(
                        """
                        update orchestrator.deployment set outputs = :outputs::jsonb, endpoint = :endpoint
                         where id = :id and fence = :fence
                        """)
                .param("id", id.value())
                .param("fence", fence)
                .param("outputs", json.write(outputs))
                .param("endpoint", endpoint.orElse(null))
                .update();
    }

    /** Deployments that are not settled and have not moved since {@code before}. */
    public List<DeploymentId> unsettledSince(Instant before, int limit) {
        return jdbc.sql(
                        """
                        select id from orchestrator.deployment
                         where (phase <> 'done'
                                or (goal = 'absent' and status = 'DELETE_IN_PROGRESS'))
                           and updated_at < :before
                         order by updated_at limit :limit
                        """)
                .param("before", Timestamp.from(before))
                .param("limit", limit)
                .query((row, n) -> new DeploymentId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Reads a row of the deployments' table. */
    public Deployment deployment(ResultSet row, int number) throws SQLException {
        Optional<SiteKey> wanted =
                Optional.ofNullable(row.getString("wanted_provider"))
                        .map(provider -> new SiteKey(provider, text(row, "wanted_region")));
        return new Deployment(
                new DeploymentId(row.getObject("id", UUID.class)),
                row.getString("title"),
                row.getString("service"),
                new Owner(
                        row.getString("owner_issuer"),
                        row.getString("owner_subject"),
                        row.getString("owner_name")),
                row.getString("user_group"),
                Goal.ofWire(row.getString("goal")),
                DeploymentStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("status_reason")),
                Phase.ofWire(row.getString("phase")),
                row.getInt("phase_tries"),
                row.getTimestamp("phase_started_at").toInstant(),
                row.getInt("attempt"),
                new Deployment.Limits(
                        row.getInt("max_attempts"),
                        row.getInt("attempt_minutes"),
                        row.getBoolean("keep_last")),
                row.getTimestamp("deadline").toInstant(),
                wanted,
                Optional.ofNullable(row.getString("callback")),
                json.read(row.getString("outputs"), OUTPUTS),
                Optional.ofNullable(row.getString("endpoint")),
                row.getLong("fence"),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static String text(ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read column " + column, e);
        }
    }

    private Revision revision(ResultSet row, int number) throws SQLException {
        return new Revision(
                row.getInt("number"),
                Revision.Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                Optional.ofNullable(row.getString("template")).orElse(""),
                json.read(row.getString("inputs"), new TypeReference<>() {}),
                List.of((String[]) row.getArray("secret_inputs").getArray()),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant());
    }
}
