package io.arcipelago.registry.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.registry.state.SampleFederation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The calls of the PaaS orchestrator, letter by letter, with what it reads from the answers. */
class OrchestratorCallsTest {

    private static final V1App V1 = V1App.start();

    @BeforeAll
    static void fill() {
        V1.withSample();
    }

    @AfterAll
    static void stop() {
        V1.close();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** SlamServiceV2Impl, with the user's own token. */
    private static JsonNode preferences(String group, String token) {
        return V1.read(
                "user_groups?with_conn=true&name=%s&idp_endpoint=%s&provider_status=active"
                        .formatted(escaped(group), escaped(V1.endpoint())),
                token);
    }

    /** CmdbServiceV2Impl, for a new deployment. */
    private static JsonNode tenants(String group, String provider, String token) {
        return V1.read(
                "projects?with_conn=true&user_group_uid=%s&provider_uid=%s"
                        .formatted(group, provider),
                token);
    }

    @Test
    void preferencesAreOneGroupWithItsAgreementsProjectsAndQuotas() {
        JsonNode found = preferences("astro", V1.member("astro"));
        assertThat(found.isArray()).isTrue();
        assertThat(found.size()).isOne();
        JsonNode group = found.get(0);
        assertThat(group.path("uid").asString()).matches("[0-9a-f]{32}");
        assertThat(group.path("schema_type").asString()).isEqualTo("private_extended");
        assertThat(group.path("identity_provider").path("endpoint").asString())
                .isEqualTo(V1.endpoint());
        assertThat(V1App.each(group.path("slas"), "doc_uuid"))
                .containsExactly("sla-elba-astro", "sla-veneto-astro");
        for (JsonNode sla : group.path("slas")) {
            assertThat(sla.path("uid").asString()).matches("[0-9a-f]{32}");
            assertThat(sla.path("start_date").asString()).isEqualTo("2024-01-01");
            assertThat(sla.path("end_date").asString()).isEqualTo("2027-12-31");
            assertThat(sla.path("projects").size()).isOne();
            JsonNode project = sla.path("projects").get(0);
            assertThat(project.path("provider").path("uid").asString()).matches("[0-9a-f]{32}");
            for (JsonNode quota : project.path("quotas")) {
                JsonNode service = quota.path("service");
                assertThat(quota.path("per_user").isBoolean()).isTrue();
                assertThat(quota.path("usage").isBoolean()).isTrue();
                assertThat(service.path("uid").asString()).matches("[0-9a-f]{32}");
                assertThat(service.path("type").asString())
                        .isEqualTo(quota.path("type").asString());
                assertThat(service.path("name").asString()).startsWith("org.openstack.");
                assertThat(service.path("endpoint").asString()).startsWith("https://");
                assertThat(service.path("region").path("schema_type").asString())
                        .isEqualTo("public");
            }
        }
    }

    @Test
    void limitsUsageAndPerUserQuotasAreToldApart() {
        JsonNode quotas =
                preferences("astro", V1.member("astro"))
                        .get(0)
                        .path("slas")
                        .get(0)
                        .path("projects")
                        .get(0)
                        .path("quotas");
        List<String> compute = new java.util.ArrayList<>();
        quotas.forEach(quota -> {
            if (quota.path("type").asString().equals("compute")) {
                compute.add(
                        "%s %s cores=%s"
                                .formatted(
                                        quota.path("per_user").asBoolean(),
                                        quota.path("usage").asBoolean(),
                                        quota.path("cores")));
            }
        });
        assertThat(compute)
                .containsExactlyInAnyOrder(
                        "false false cores=40", "true false cores=16", "false true cores=8");
    }

    @Test
    void unlimitedIsMinusOneAndUnknownIsNull() {
        JsonNode volumes =
                V1.read("block_storage_quotas?usage=false&per_user=false", V1.member("astro"))
                        .get(0);
        assertThat(volumes.path("volumes").asInt()).isEqualTo(-1);
        assertThat(volumes.get("per_volume_gigabytes").isNull()).isTrue();
    }

    @Test
    void aGroupOfOthersHasNoPreferences() {
        assertThat(preferences("bio", V1.member("astro")).size()).isZero();
    }

    @Test
    void anIssuerWithoutItsSlashIsTheSameIssuer() {
        JsonNode found =
                V1.read(
                        "user_groups?with_conn=true&name=astro&idp_endpoint="
                                + escaped(V1.tokens.issuer()),
                        V1.member("astro"));
        assertThat(found.size()).isOne();
    }

    @Test
    void anotherIssuersGroupOfThisNameIsNotFound() {
        JsonNode found =
                V1.read(
                        "user_groups?with_conn=true&name=astro&idp_endpoint="
                                + escaped("https://other.example/"),
                        V1.member("astro"));
        assertThat(found.size()).isZero();
    }

    @Test
    void theProjectOfAGroupAtAProviderHasWhatADeploymentNeeds() {
        String token = V1.member("astro");
        String group = preferences("astro", token).get(0).path("uid").asString();
        String veneto = V1.uid(SampleFederation.veneto());
        JsonNode found = tenants(group, veneto, token);
        assertThat(found.size()).isOne();
        JsonNode project = found.get(0);
        assertThat(project.path("uuid").asString()).isEqualTo(SampleFederation.VENETO_ASTRO);
        JsonNode providers =
                project.path("sla").path("user_group").path("identity_provider").path("providers");
        assertThat(providers.size()).as("narrowed to the provider asked for").isOne();
        assertThat(providers.get(0).path("relationship").path("idp_name").asString())
                .isEqualTo("veneto-iam");
        assertThat(providers.get(0).path("relationship").path("protocol").asString())
                .isEqualTo("openid");
        JsonNode region = project.path("provider").path("regions").get(0);
        assertThat(region.path("name").asString()).isEqualTo("regionOne");
        assertThat(region.path("identity_services").get(0).path("endpoint").asString())
                .isEqualTo("https://keystone.veneto.example:5000/v3");
        for (JsonNode quota : project.path("quotas")) {
            assertThat(quota.path("service").path("region").path("name").asString())
                    .isEqualTo("regionOne");
        }
        for (JsonNode flavor : project.path("flavors")) {
            for (String number : List.of("ram", "vcpus", "disk", "gpus")) {
                assertThat(flavor.path(number).isIntegralNumber()).as(number).isTrue();
            }
            assertThat(flavor.path("infiniband").isBoolean()).isTrue();
            assertThat(flavor.has("gpu_vendor") && flavor.has("gpu_model")).isTrue();
        }
        for (JsonNode image : project.path("images")) {
            assertThat(image.path("os_type").asString()).isEqualTo("Linux");
            assertThat(image.path("os_distro").asString()).isEqualTo("debian");
            assertThat(image.path("os_version").asString()).isEqualTo("13");
            assertThat(image.path("architecture").asString()).isEqualTo("x86_64");
            assertThat(image.path("gpu_driver").isBoolean()).isTrue();
            assertThat(image.path("cuda_support").isBoolean()).isTrue();
        }
    }

    @Test
    void theDefaultExternalNetworkCountsAsPublicAndTheDefaultPrivateOneHasItsGate() {
        String token = V1.member("astro");
        JsonNode project =
                V1.read(
                                "projects?with_conn=true&provider_uid="
                                        + V1.uid(SampleFederation.veneto()),
                                token)
                        .get(0);
        JsonNode internet = named(project.path("networks"), "INFN-WAN");
        assertThat(internet.path("is_default").asBoolean()).isTrue();
        assertThat(internet.path("is_router_external").asBoolean()).isTrue();
        assertThat(internet.path("is_shared").asBoolean()).isTrue();
        assertThat(internet.get("proxy_host").isNull()).isTrue();
        assertThat(internet.path("service").path("region").path("name").asString())
                .isEqualTo("regionOne");
        JsonNode lan = named(project.path("networks"), "ASTRO-lan");
        assertThat(lan.path("is_default").asBoolean()).isTrue();
        assertThat(lan.path("is_shared").asBoolean()).isFalse();
        assertThat(lan.path("proxy_host").asString()).isEqualTo("gate.veneto.example:2222");
        assertThat(lan.path("proxy_user").asString()).isEqualTo("infn-proxy");
        JsonNode common = named(project.path("networks"), "common-lan");
        assertThat(common.path("is_default").asBoolean()).isFalse();
        assertThat(V1App.each(project.path("networks"), "name")).doesNotContain("BIO-lan");
    }

    @Test
    void whatIsDefaultForOneProjectIsNotForAnother() {
        JsonNode project =
                V1.read(
                                "projects?with_conn=true&provider_uid="
                                        + V1.uid(SampleFederation.veneto()),
                                V1.member("bio"))
                        .get(0);
        assertThat(named(project.path("networks"), "INFN-WAN").path("is_default").asBoolean())
                .isFalse();
        assertThat(named(project.path("networks"), "common-lan").get("proxy_host").isNull())
                .isTrue();
    }

    @Test
    void sharedThingsOfAProjectComeOnceHoweverManyQuotasItHas() {
        JsonNode project =
                V1.read(
                                "projects?with_conn=true&provider_uid="
                                        + V1.uid(SampleFederation.elba()),
                                V1.member("astro"))
                        .get(0);
        assertThat(V1App.each(project.path("flavors"), "name"))
                .containsExactly("small", "large", "gpu.large");
        assertThat(V1App.each(project.path("images"), "name"))
                .containsExactly("debian-13", "astro-suite");
    }

    /** CmdbServiceV2Impl, for an update: it takes the first project and its first provider. */
    @Test
    void theProjectsOwnProviderComesFirstWhenNoneIsAskedFor() {
        for (String region : List.of("RegionOne", "regionOne")) {
            String keystone =
                    region.equals("RegionOne")
                            ? "https://keystone.elba.example:5000/v3"
                            : "https://keystone.veneto.example:5000/v3";
            JsonNode found =
                    V1.read(
                            "projects?with_conn=true&region_name=%s&identity_service_endpoint=%s"
                                    .formatted(region, escaped(keystone)),
                            V1.member("astro"));
            assertThat(found.size()).isOne();
            JsonNode project = found.get(0);
            JsonNode providers =
                    project.path("sla")
                            .path("user_group")
                            .path("identity_provider")
                            .path("providers");
            assertThat(providers.size()).isEqualTo(2);
            assertThat(providers.get(0).path("uid").asString())
                    .isEqualTo(project.path("provider").path("uid").asString());
        }
    }

    @Test
    void theCallersOwnProjectComesFirstAlsoForAdministrators() {
        String administrator =
                V1.tokens.token("carla", List.of("admins", "bio"), List.of("openid"));
        JsonNode found = V1.read("projects?region_name=RegionOne", administrator);
        assertThat(V1App.each(found, "name")).containsExactly("bio", "astro");
    }

    private static JsonNode named(JsonNode array, String name) {
        for (JsonNode element : array) {
            if (element.path("name").asString().equals(name)) {
                return element;
            }
        }
        throw new AssertionError("No " + name + " in " + array);
    }
}
