package io.arcipelago.orchestrator.provisioning;

import io.arcipelago.orchestrator.OrchestratorJson;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The rows of cloud objects: written before the objects exist, kept after they are gone. */
@Repository
public class ResourceStore {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final OrchestratorJson json;
    private final InstantSource clock;

    public ResourceStore(JdbcClient jdbc, OrchestratorJson json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Adds the rows of a plan; rows that are there already stay as they are. */
    public void plan(DeploymentId deployment, List<CloudResource> resources) {
        jdbc.sql(
                        """
                        insert into orchestrator.resource
                            (id, deployment_id, attempt, seq, kind, node, index, name, state,
                             detail, spec, created_at, updated_at)
                        select id, :deployment, attempt, seq, kind, node, index, name, 'planned',
                               detail, spec, :now, :now
                          from jsonb_to_recordset(:rows::jsonb) as planned
                               (id uuid, attempt int, seq int, kind text, node text, index int,
                                name text, detail text, spec jsonb)
                        on conflict (deployment_id, attempt, name, kind) do nothing
                        """)
                .param("deployment", deployment.value())
                .param("rows", json.write(resources.stream().map(ResourceStore::row).toList()))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static Map<String, Object> row(CloudResource resource) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", resource.id());
        row.put("attempt", resource.attempt());
        row.put("seq", resource.seq());
        row.put("kind", resource.kind().wire());
        row.put("node", resource.node());
        row.put("index", resource.index());
        row.put("name", resource.name());
        resource.detail().ifPresent(detail -> row.put("detail", detail));
        row.put("spec", resource.spec());
        return row;
    }

    /** All rows of a deployment in the order of creation. */
    public List<CloudResource> list(DeploymentId deployment) {
        return jdbc.sql(
                        """
                        select * from orchestrator.resource where deployment_id = :deployment
                         order by attempt, seq
                        """)
                .param("deployment", deployment.value())
                .query(this::resource)
                .list();
    }

    /** Whether objects of failed attempts may still exist. */
    public boolean hasLeftovers(DeploymentId deployment) {
        return jdbc.sql(
                        """
                        select exists (
                            select from orchestrator.resource r
                              join orchestrator.attempt a
                                on a.deployment_id = r.deployment_id and a.number = r.attempt
                             where r.deployment_id = :deployment
                               and a.state = 'failed' and r.state <> 'deleted')
                        """)
                .param("deployment", deployment.value())
                .query(Boolean.class)
                .single();
    }

    /** Records what is known about an object now; the deployment's readers see a new version. */
    public void record(
            UUID id,
            ResourceState state,
            @Nullable String cloudId,
            @Nullable String detail,
            Map<String, Object> attributes) {
        jdbc.sql(
                        """
                        with changed as (
                            update orchestrator.resource
                               set state = :state,
                                   cloud_id = coalesce(:cloudId, cloud_id),
                                   detail = coalesce(:detail, detail),
                                   attributes = attributes || :attributes::jsonb,
                                   updated_at = :now
                             where id = :id
                         returning deployment_id)
                        update orchestrator.deployment d
                           set version = version + 1, updated_at = :now
                          from changed where d.id = changed.deployment_id
                        """)
                .param("id", id)
                .param("state", state.wire())
                .param("cloudId", cloudId)
                .param("detail", detail)
                .param("attributes", json.write(attributes))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private CloudResource resource(ResultSet row, int number) throws SQLException {
        return new CloudResource(
                row.getObject("id", UUID.class),
                row.getInt("attempt"),
                row.getInt("seq"),
                ResourceKind.ofWire(row.getString("kind")),
                row.getString("node"),
                row.getInt("index"),
                row.getString("name"),
                Optional.ofNullable(row.getString("cloud_id")),
                ResourceState.ofWire(row.getString("state")),
                Optional.ofNullable(row.getString("detail")),
                json.read(row.getString("spec"), MAP),
                json.read(row.getString("attributes"), MAP));
    }
}
