package io.arcipelago.feeder.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.FacetOutcome;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.FacetReport;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Quota;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.QuotaRole;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.ConfigReader;
import io.arcipelago.feeder.config.ProviderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CompatibleMessageTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.987Z");

    private static final ProviderConfig CONFIG =
            ConfigReader.read(
                            "a.config.yaml",
                            """
                            trusted_idps:
                              - issuer: https://iam.example/
                                group_claim: groups
                                user_groups:
                                  - name: astro/deep
                                    slas: [{doc_uuid: d1, start_date: 2024-01-01, end_date: 2027-01-01}]
                                  - name: bio
                                    slas: [{doc_uuid: d2, start_date: 2024-01-01, end_date: 2027-01-01}]
                            openstack:
                              - name: ELBA
                                auth_url: https://k.example/v3
                                identity_providers: [{endpoint: "https://iam.example/", name: iam, protocol: openid}]
                                regions: [{name: north}]
                                projects: [{id: p1, sla: d1}, {id: p2, sla: d2}]
                            """)
                    .providers()
                    .getFirst();

    private static ProviderSnapshot snapshot(FacetOutcome quotaOfSecond) {
        List<FacetReport> facets = new ArrayList<>();
        for (String project : List.of("p1", "p2")) {
            for (Facet facet : Facet.values()) {
                boolean odd = project.equals("p2") && facet == Facet.BLOCK_STORAGE_QUOTA;
                facets.add(
                        new FacetReport(
                                "north",
                                project,
                                facet,
                                odd ? quotaOfSecond : FacetOutcome.OK,
                                null,
                                NOON));
            }
        }
        return new ProviderSnapshot(
                NOON,
                CONFIG.provider(),
                CONFIG.identityProviders(),
                List.of(
                        new Region(
                                "north",
                                "",
                                2,
                                1,
                                10,
                                10,
                                null,
                                List.of(
                                        service(ServiceType.COMPUTE, "org.openstack.nova"),
                                        service(ServiceType.NETWORK, "org.openstack.neutron"),
                                        service(
                                                ServiceType.BLOCK_STORAGE,
                                                "org.openstack.cinder")))),
                List.of(),
                facets,
                List.of(
                        flavor("shared", 1, true, List.of()),
                        flavor("both", 1024, false, List.of("p1", "p2")),
                        flavor("other", 0, false, List.of("p2"))),
                List.of(
                        new Image(
                                "north",
                                "i1",
                                "debian",
                                "",
                                "Linux",
                                null,
                                null,
                                null,
                                null,
                                false,
                                false,
                                NOON,
                                List.of("fed"),
                                true,
                                List.of())),
                List.of(
                        new Network(
                                "north",
                                "n1",
                                "lan",
                                "",
                                false,
                                false,
                                1450,
                                List.of(),
                                List.of(
                                        new NetworkUse("p1", true, "gate.example", "hop"),
                                        new NetworkUse("p2", false, null, null)))),
                List.of(
                        quota(ServiceType.COMPUTE, QuotaRole.LIMIT, Map.of("cores", 20L)),
                        quota(ServiceType.COMPUTE, QuotaRole.USAGE, Map.of("cores", 2L)),
                        quota(ServiceType.COMPUTE, QuotaRole.PER_USER, Map.of("ram", 4096L)),
                        quota(ServiceType.NETWORK, QuotaRole.LIMIT, Map.of("public_ips", -1L))),
                List.of());
    }

    private static Service service(ServiceType type, String name) {
        return new Service(type, name, "https://" + type.wire() + ".example", "");
    }

    private static Flavor flavor(String id, int swapMib, boolean shared, List<String> projects) {
        return new Flavor(
                "north", id, id, "", 1, 1024, 10, swapMib, 0, 0, null, null, false, null, shared,
                projects);
    }

    private static Quota quota(ServiceType service, QuotaRole role, Map<String, Long> values) {
        return new Quota("north", "p1", service, role, new TreeMap<>(values));
    }

    private static List<ProjectView> views(FacetOutcome quotaOfSecond) {
        return ProjectView.of(CONFIG, snapshot(quotaOfSecond));
    }

    private static ObjectNode message(MessageVersion version) {
        ProjectView first = views(FacetOutcome.OK).getFirst();
        return CompatibleMessage.dated(version, CompatibleMessage.content(version, first), NOON);
    }

    private static Schema schema(MessageVersion version) throws IOException {
        String name = version == MessageVersion.V2_0_0 ? "v2" : "v1";
        try (InputStream in =
                Objects.requireNonNull(
                        CompatibleMessageTest.class.getResourceAsStream(
                                "/events/federation-registry-feeder." + name + ".schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(MessageVersion.class)
    void everyVersionIsAsItsSchemaSays(MessageVersion version) throws IOException {
        Schema schema = schema(version);

        assertThat(schema.validate(message(version).toString(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
        ObjectNode broken = message(version);
        broken.putNull("project_id");
        assertThat(schema.validate(broken.toString(), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void eachVersionAddsToTheOneBefore() {
        assertThat(message(MessageVersion.V1_2_0).has("timestamp")).isFalse();
        assertThat(message(MessageVersion.V1_3_0).path("timestamp").asString())
                .isEqualTo("2026-11-22T12:00:00Z");
        assertThat(message(MessageVersion.V1_3_0).has("issuer_audience")).isFalse();
        assertThat(message(MessageVersion.V1_4_0).has("issuer_audience")).isTrue();
        assertThat(message(MessageVersion.V1_4_0).path("user_group").asString())
                .isEqualTo("astro/deep");
    }

    @Test
    void quotasNeverHaveANullNumber() {
        JsonNode quotas =
                message(MessageVersion.V1_4_0).path("compute_services").get(0).path("quotas");

        assertThat(quotas).hasSize(3);
        for (JsonNode quota : quotas) {
            for (String resource : List.of("cores", "instances", "ram")) {
                assertThat(quota.path(resource).isIntegralNumber()).as(resource).isTrue();
            }
        }
        assertThat(quotas.get(0).path("instances").asLong()).as("no limit known").isEqualTo(-1);
        assertThat(quotas.get(1).path("instances").asLong()).as("no use known").isZero();
        assertThat(quotas.get(2).path("per_user").asBoolean()).isTrue();
    }

    @Test
    void aProjectIsToldOnlyOfWhatItMayUse() {
        JsonNode flavors =
                message(MessageVersion.V1_4_0).path("compute_services").get(0).path("flavors");

        assertThat(flavors)
                .extracting(it -> it.path("uuid").asString())
                .containsExactly("shared", "both");
        assertThat(flavors.get(1).path("projects").toString()).isEqualTo("[\"p1\"]");
        assertThat(flavors).extracting(it -> it.path("swap").asInt()).containsExactly(1, 1);
    }

    @Test
    void aNetworksDefaultAndProxyAreThisProjects() {
        List<ProjectView> views = views(FacetOutcome.OK);
        JsonNode first = network(views.getFirst());
        JsonNode second = network(views.getLast());

        assertThat(first.path("is_default").asBoolean()).isTrue();
        assertThat(first.path("proxy_host").asString()).isEqualTo("gate.example");
        assertThat(second.path("is_default").asBoolean()).isFalse();
        assertThat(second.path("proxy_host").isNull()).isTrue();
    }

    private static JsonNode network(ProjectView view) {
        return CompatibleMessage.content(MessageVersion.V1_4_0, view)
                .path("network_services")
                .get(0)
                .path("networks")
                .get(0);
    }

    @Test
    void theSecondFormatHasItsOwnNamesAndNoPersonalLimits() {
        ObjectNode message = message(MessageVersion.V2_0_0);

        assertThat(message.path("flavors").get(0).has("iaas_uuid")).isTrue();
        assertThat(message.path("quotas"))
                .extracting(it -> it.path("type").asString())
                .containsExactly("compute", "compute", "networking");
        assertThat(message.has("compute_services")).isFalse();
    }

    @Test
    void aProjectThatWasReadInPartIsNotTold() {
        assertThat(views(FacetOutcome.FAILED))
                .extracting(ProjectView::key)
                .containsExactly("ELBA|north|p1");
        assertThat(views(FacetOutcome.SKIPPED)).hasSize(2);
    }

    @Test
    void anUnknownVersionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> MessageVersion.of("3.0.0"))
                .hasMessageContaining("3.0.0")
                .hasMessageContaining("1.4.0");
    }
}
