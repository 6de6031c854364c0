package io.arcipelago.registry.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The calls of the Flask dashboard and of the feeder, with what they read from the answers. */
class DashboardAndFeederCallsTest {

    private static final V1App V1 = V1App.start();

    @BeforeAll
    static void fill() {
        V1.withSample();
        V1.registry.change(
                java.util.Set.of(V1.uid(SampleFederation.elba())),
                state -> withUndatedImage(state),
                java.util.Map.of(),
                "test");
        V1.with(KubernetesSample.state(V1.tokens.issuer()));
    }

    private static ProviderState withUndatedImage(ProviderState state) {
        Image dated = state.images().getFirst();
        Image undated =
                new Image(
                        dated.region(),
                        "i9",
                        "undated",
                        "",
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        false,
                        null,
                        List.of(),
                        true,
                        List.of());
        return KubernetesSample.withImages(
                state,
                java.util.stream.Stream.concat(
                                state.images().stream(), java.util.stream.Stream.of(undated))
                        .toList());
    }

    @AfterAll
    static void stop() {
        V1.close();
    }

    @Test
    void bothFormsOfThePathAnswerDirectly() {
        for (String path : List.of("flavors", "flavors/", "providers", "providers/")) {
            HttpResponse<String> answer = V1.get(path, V1.admin());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        }
        String uid = V1.uid(SampleFederation.elba());
        assertThat(V1.get("providers/" + uid + "/", V1.admin()).statusCode()).isEqualTo(200);
    }

    @Test
    void listsWithinTheBoundHaveNoHeadersOfTheirOwn() {
        HttpResponse<String> answer = V1.get("images?with_conn=True", V1.admin());
        assertThat(answer.headers().firstValue("Link")).isEmpty();
        assertThat(answer.headers().firstValue("X-Total-Count")).isEmpty();
    }

    @Test
    void flavorsAndImagesLeadToTheirRegionProviderAndProjects() {
        String token = V1.member("astro");
        for (JsonNode flavor : V1.read("flavors?with_conn=True", token)) {
            JsonNode region = flavor.path("service").path("region");
            assertThat(region.path("name").asString()).isEqualToIgnoringCase("regionone");
            assertThat(region.path("provider").path("uid").asString()).matches("[0-9a-f]{32}");
            assertThat(flavor.path("projects").isEmpty())
                    .isEqualTo(flavor.path("is_shared").asBoolean());
        }
        for (JsonNode image : V1.read("images?with_conn=True", token)) {
            assertThat(image.path("services").size()).isOne();
            assertThat(
                            image.path("services")
                                    .get(0)
                                    .path("region")
                                    .path("provider")
                                    .path("uid")
                                    .asString())
                    .matches("[0-9a-f]{32}");
        }
        JsonNode own = V1.read("flavors?with_conn=True&name=gpu.large", token).get(0);
        assertThat(own.path("projects").get(0).path("uuid").asString())
                .isEqualTo(SampleFederation.ELBA_ASTRO);
    }

    @Test
    void imagesTellWhenTheyWereMadeWithAnOffsetAndWithoutFractions() {
        DateTimeFormatter expected =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
        JsonNode images = V1.read("images", V1.member("astro"));
        assertThat(images.size()).isGreaterThan(2);
        for (JsonNode image : images) {
            String created = image.path("created_at").asString();
            assertThat(OffsetDateTime.parse(created, expected).format(expected)).isEqualTo(created);
        }
        JsonNode undated = V1.read("images?name=undated", V1.member("astro")).get(0);
        assertThat(undated.path("created_at").asString()).isEqualTo("1970-01-01T00:00:00+00:00");
    }

    @Test
    void aProviderShowsItsIssuersWithGroupsAndItsServices() {
        String uid = V1.uid(SampleFederation.elba());
        JsonNode provider = V1.read("providers/" + uid + "?with_conn=True", V1.member("astro"));
        assertThat(provider.path("schema_type").asString()).isEqualTo("private_extended");
        JsonNode issuer = provider.path("identity_providers").get(0);
        assertThat(issuer.path("endpoint").asString()).isEqualTo(V1.endpoint());
        assertThat(issuer.path("relationship").path("idp_name").asString()).isEqualTo("elba-iam");
        assertThat(V1App.each(issuer.path("user_groups"), "name")).containsExactly("astro");
        JsonNode region = provider.path("regions").get(0);
        assertThat(region.path("location").path("country_code").asString()).isEqualTo("ITA");
        assertThat(V1App.each(region.path("services"), "type"))
                .containsExactly("block-storage", "compute", "identity", "network");
        JsonNode compute = region.path("services").get(1);
        assertThat(compute.path("name").asString()).isEqualTo("org.openstack.nova");
        assertThat(compute.has("flavors") && compute.has("images") && compute.has("quotas"))
                .isTrue();
        assertThat(compute.has("networks")).isFalse();
        assertThat(V1App.each(provider.path("projects"), "name")).containsExactly("astro");
    }

    @Test
    void anIssuerIsWrittenAsItsProviderWritesIt() {
        JsonNode providers = V1.read("providers?with_conn=true&sort=name", V1.admin());
        assertThat(providers.at("/0/identity_providers/0/endpoint").asString())
                .isEqualTo(V1.tokens.issuer());
        assertThat(providers.at("/1/identity_providers/0/endpoint").asString())
                .isEqualTo(V1.endpoint());
        assertThat(providers.at("/0/identity_providers/0/uid"))
                .as("it is one issuer")
                .isEqualTo(providers.at("/1/identity_providers/0/uid"));
    }

    @Test
    void administratorsSeeAllGroupsOfAnIssuer() {
        JsonNode provider =
                V1.read(
                        "providers/%s?with_conn=true".formatted(V1.uid(SampleFederation.elba())),
                        V1.admin());
        assertThat(
                        V1App.each(
                                provider.path("identity_providers").get(0).path("user_groups"),
                                "name"))
                .as("also those that have nothing here")
                .containsExactly("astro", "bio", "geo");
    }

    @Test
    void kubernetesComputeHasTheNameThatTheDashboardLooksFor() {
        JsonNode services =
                V1.read("compute_services?with_conn=true&name=compute.k8s.io/v1", V1.admin());
        assertThat(services.size()).isOne();
        assertThat(services.get(0).path("region").path("provider").path("type").asString())
                .isEqualTo("kubernetes");
        JsonNode quota = services.get(0).path("quotas").get(0);
        assertThat(quota.path("limits_cpu").asInt()).isEqualTo(8);
        assertThat(quota.path("gpus").path("A100").asInt()).isEqualTo(2);
    }

    @Test
    void objectStoresAreFoundByNameAndQuotasFitIntoThirtyTwoBits() {
        JsonNode found =
                V1.read("object_store_services?name__contains=s3&with_conn=true", V1.admin());
        assertThat(found.get(0).path("endpoint").asString())
                .startsWith("https://s3.cluster.example");
        assertThat(found.get(0).path("type").asString()).isEqualTo(ServiceType.OBJECT_STORE.wire());
        assertThat(found.get(0).path("quotas").get(0).path("bytes").asLong())
                .isEqualTo(Integer.MAX_VALUE);
    }

    /** The feeder compares name and type, and reads the rest. */
    @Test
    void theFeedersListOfProvidersHasAllScalars() {
        JsonNode providers = V1.read("providers", V1.admin());
        assertThat(V1App.each(providers, "name")).containsExactly("CLUSTER", "ELBA", "VENETO");
        JsonNode elba = providers.get(1);
        assertThat(elba.propertyNames())
                .containsExactly(
                        "schema_type",
                        "uid",
                        "description",
                        "name",
                        "type",
                        "status",
                        "is_public",
                        "support_emails");
        assertThat(elba.path("schema_type").asString()).isEqualTo("private");
    }

    @Test
    void shortAnswersAreThePublicShapes() {
        JsonNode plain = V1.read("flavors?short=true", V1.admin()).get(0);
        assertThat(plain.propertyNames())
                .containsExactly("schema_type", "uid", "description", "name", "uuid");
        assertThat(plain.path("schema_type").asString()).isEqualTo("public");
        JsonNode extended = V1.read("flavors?short=1&with_conn=1", V1.admin()).get(0);
        assertThat(extended.path("schema_type").asString()).isEqualTo("public_extended");
        assertThat(extended.path("service").path("schema_type").asString())
                .isEqualTo("public_extended");
        assertThat(extended.path("service").has("name")).isFalse();
    }

    @Test
    void everyCollectionThatClientsKnowIsThereAndTheTwoThatNeverWereAreNot() {
        for (String collection :
                List.of(
                        "flavors",
                        "identity_providers",
                        "images",
                        "locations",
                        "networks",
                        "projects",
                        "providers",
                        "block_storage_quotas",
                        "compute_quotas",
                        "network_quotas",
                        "object_store_quotas",
                        "regions",
                        "block_storage_services",
                        "compute_services",
                        "identity_services",
                        "network_services",
                        "object_store_services",
                        "slas",
                        "user_groups")) {
            JsonNode all = V1.read(collection + "?with_conn=true", V1.admin());
            assertThat(all.isEmpty()).as(collection).isFalse();
            String uid = all.get(0).path("uid").asString();
            assertThat(V1.read(collection + "/" + uid + "?with_conn=true", V1.admin()))
                    .as(collection)
                    .isEqualTo(all.get(0));
        }
        for (String collection : List.of("storageclasss", "storage_class_quotas", "nonsense")) {
            HttpResponse<String> answer = V1.get(collection, V1.admin());
            assertThat(answer.statusCode()).as(collection).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        HttpResponse<String> answer = V1.get("flavors/" + "0".repeat(32), V1.admin());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(V1App.JSON.readTree(answer.body()).path("detail").asString())
                .contains("flavor")
                .contains("0".repeat(32));
    }

    @Test
    void aNetworksSettingsOfOtherGroupsAreNotSeen() {
        JsonNode common = V1.read("networks?name=common-lan", V1.member("bio")).get(0);
        assertThat(common.get("proxy_host").isNull()).isTrue();
        JsonNode internet = V1.read("networks?name=INFN-WAN", V1.member("bio")).get(0);
        assertThat(internet.path("is_default").asBoolean()).isFalse();
    }
}
