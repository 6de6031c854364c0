package io.arcipelago.registry.v1;

import static io.arcipelago.registry.v1.ProviderDocuments.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.v1.document.ProviderDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every rule that a provider's document must keep is told with the place where it is broken. */
class DocumentRulesTest {

    private static final String COMPUTE = "/regions/0/compute_services/0";
    private static final String NETWORK = "/regions/0/network_services/0";

    private final ObjectNode document = ProviderDocuments.ischia("https://iam.example/");

    private ObjectNode at(String pointer) {
        return ProviderDocuments.at(document, pointer);
    }

    private ArrayNode list(String pointer) {
        return (ArrayNode) document.at(pointer);
    }

    /** A copy of an element at the end of its list. */
    private ObjectNode copied(String pointer) {
        ArrayNode list = list(pointer);
        ObjectNode copy = (ObjectNode) list.get(0).deepCopy();
        list.add(copy);
        return copy;
    }

    private ProviderDocument read() {
        return ProviderDocument.read(
                V1App.JSON, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void isRefusedAt(Object... places) {
        ApiFailure failure = catchThrowableOfType(ApiFailure.class, this::read);
        assertThat(failure).as("refused").isNotNull();
        assertThat(failure.status().value()).isEqualTo(422);
        List<?> faults = (List<?>) failure.details().get("detail");
        assertThat(faults)
                .extracting(fault -> String.valueOf(((Map<?, ?>) fault).get("loc")))
                .containsExactlyInAnyOrder(
                        java.util.Arrays.stream(places)
                                .map(place -> "[body, " + place + "]")
                                .toArray(String[]::new));
    }

    @Test
    void theSampleIsGood() {
        ProviderDocument read = read();
        assertThat(read.projects()).hasSize(2);
        assertThat(read.quotas()).hasSize(7);
    }

    @Test
    void projectsAreUniqueByIdAndByName() {
        copied("/projects").put("name", "other");
        isRefusedAt("projects, 2, uuid");
        at("/projects/2").put("uuid", "c".repeat(32)).put("name", "astro");
        isRefusedAt("projects, 2, name");
    }

    @Test
    void issuersAreUniqueAlsoWithAndWithoutTheirSlash() {
        ObjectNode copy = copied("/identity_providers");
        copy.putArray("user_groups");
        isRefusedAt("identity_providers, 1, endpoint");
        copy.put("endpoint", "https://iam.example");
        isRefusedAt("identity_providers, 1, endpoint");
        copy.put("endpoint", "https://iam.example/other");
        read();
    }

    @Test
    void groupsAreUniqueInTheirIssuer() {
        copied("/identity_providers/0/user_groups").remove("sla");
        isRefusedAt("identity_providers, 0, user_groups, 2, name");
    }

    @Test
    void anAgreementIsThereOnceAndAProjectHasOne() {
        ObjectNode group = copied("/identity_providers/0/user_groups");
        group.put("name", "bio");
        isRefusedAt(
                "identity_providers, 0, user_groups, 2, sla, doc_uuid",
                "identity_providers, 0, user_groups, 2, sla, project");
        at("/identity_providers/0/user_groups/2/sla").put("doc_uuid", "sla-ischia-bio");
        isRefusedAt("identity_providers, 0, user_groups, 2, sla, project");
        at("/identity_providers/0/user_groups/2/sla")
                .put("project", ProviderDocuments.OTHER_PROJECT);
        read();
    }

    @Test
    void anAgreementsProjectIsOneOfTheProviders() {
        at("/identity_providers/0/user_groups/0/sla").put("project", "elsewhere");
        isRefusedAt("identity_providers, 0, user_groups, 0, sla, project");
        at("/identity_providers/0/user_groups/0/sla").remove("project");
        isRefusedAt("identity_providers, 0, user_groups, 0, sla, project");
    }

    @Test
    void anAgreementBeginsBeforeItEnds() {
        at("/identity_providers/0/user_groups/0/sla").put("end_date", "2024-01-01");
        isRefusedAt("identity_providers, 0, user_groups, 0, sla, end_date");
        at("/identity_providers/0/user_groups/0/sla").put("end_date", "tomorrow");
        isRefusedAt("identity_providers, 0, user_groups, 0, sla, end_date");
    }

    @Test
    void anIssuerIsTrustedUnderSomeName() {
        at("/identity_providers/0").remove("relationship");
        isRefusedAt("identity_providers, 0, relationship");
    }

    @Test
    void regionsAreUniqueByName() {
        copied("/regions");
        isRefusedAt("regions, 1, name");
        at("/regions/1").put("name", "regionone");
        assertThat(read().flavors()).as("names differ by case").hasSize(4);
    }

    @Test
    void servicesAreUniqueByEndpointInsideAKind() {
        copied("/regions/0/compute_services");
        isRefusedAt("regions, 0, compute_services, 1, endpoint");
        at("/regions/0/compute_services/1").put("endpoint", "https://nova2.ischia.example");
        read();
    }

    @Test
    void itemsAreUniqueByIdInsideAService() {
        copied(COMPUTE + "/flavors");
        copied(COMPUTE + "/images");
        copied(NETWORK + "/networks");
        isRefusedAt(
                "regions, 0, compute_services, 0, flavors, 2, uuid",
                "regions, 0, compute_services, 0, images, 1, uuid",
                "regions, 0, network_services, 0, networks, 1, uuid");
    }

    @Test
    void aProjectHasOneQuotaOfEachRoleForAService() {
        copied(COMPUTE + "/quotas");
        isRefusedAt("regions, 0, compute_services, 0, quotas, 3");
        at(COMPUTE + "/quotas/3").put("project", ProviderDocuments.OTHER_PROJECT);
        read();
        at(COMPUTE + "/quotas/3").put("usage", true).put("per_user", true);
        isRefusedAt("regions, 0, compute_services, 0, quotas, 3, per_user");
    }

    @Test
    void quotasAndPrivateItemsNameProjectsOfTheProvider() {
        at(COMPUTE + "/quotas/0").put("project", "x");
        at(COMPUTE + "/flavors/1").putArray("projects").add("y");
        at(NETWORK + "/networks/0").putArray("projects").add(PROJECT).add("z");
        isRefusedAt(
                "regions, 0, compute_services, 0, quotas, 0, project",
                "regions, 0, compute_services, 0, flavors, 1, projects",
                "regions, 0, network_services, 0, networks, 0, projects");
    }

    @Test
    void numbersAreWithinTheirBounds() {
        at(COMPUTE + "/quotas/0").put("cores", -2);
        at(COMPUTE + "/flavors/0").put("vcpus", -1).put("ram", "many").put("disk", 1e12);
        at("/regions/0/block_storage_services/0/quotas/0").put("pvcs", -1);
        at("/regions/0/location").put("latitude", 91).put("longitude", -181);
        at(NETWORK + "/networks/0").put("mtu", 0);
        isRefusedAt(
                "regions, 0, compute_services, 0, quotas, 0, cores",
                "regions, 0, compute_services, 0, flavors, 0, vcpus",
                "regions, 0, compute_services, 0, flavors, 0, ram",
                "regions, 0, compute_services, 0, flavors, 0, disk",
                "regions, 0, block_storage_services, 0, quotas, 0, pvcs",
                "regions, 0, location, latitude",
                "regions, 0, location, longitude",
                "regions, 0, network_services, 0, networks, 0, mtu");
    }

    @Test
    void textsAreOfTheirForm() {
        document.put("status", "broken").put("is_public", "maybe");
        document.putArray("support_emails").add("nobody");
        at("/regions/0/location").put("country", "Italia");
        at(COMPUTE).put("endpoint", "nova");
        at(COMPUTE + "/images/0").put("os_type", "Plan9").put("created_at", "yesterday");
        at("/projects/0").put("name", " ");
        at("/projects/1").putNull("description");
        isRefusedAt(
                "status",
                "is_public",
                "support_emails",
                "regions, 0, location, country",
                "regions, 0, compute_services, 0, endpoint",
                "regions, 0, compute_services, 0, images, 0, os_type",
                "regions, 0, compute_services, 0, images, 0, created_at",
                "projects, 0, name",
                "projects, 1, description");
    }

    @Test
    void servicesHaveTheNamesOfTheirKind() {
        at(COMPUTE).put("name", "org.openstack.neutron");
        isRefusedAt("regions, 0, compute_services, 0, name");
        for (String name : List.of("v1", "compute.k8s.io/v1", "org.openstack.nova")) {
            at(COMPUTE).put("name", name);
            read();
        }
    }

    @Test
    void whatHasNoGpusHasNoModelOfThem() {
        at(COMPUTE + "/flavors/0").put("gpu_model", "A100").put("gpu_vendor", "NVIDIA");
        isRefusedAt(
                "regions, 0, compute_services, 0, flavors, 0, gpu_model",
                "regions, 0, compute_services, 0, flavors, 0, gpu_vendor");
        at(COMPUTE + "/flavors/0").put("gpus", 1);
        read();
    }

    @Test
    void listsAreListsOfObjects() {
        document.put("projects", "none");
        at("/identity_providers/0").put("user_groups", 1);
        at(COMPUTE).putArray("flavors").add("small");
        at(COMPUTE).putArray("quotas");
        at("/regions/0").put("location", "here");
        at("/regions/0").putArray("block_storage_services");
        at("/regions/0").putArray("network_services");
        at("/regions/0").putArray("object_store_services");
        isRefusedAt(
                "projects",
                "identity_providers, 0, user_groups",
                "regions, 0, compute_services, 0, flavors, 0",
                "regions, 0, location");
    }

    @Test
    void everyCountryOfTheStandardIsKnownByItsShortName() {
        for (String country :
                List.of(
                        "Italy",
                        "Czechia",
                        "Bosnia and Herzegovina",
                        "Korea, Republic of",
                        "Türkiye",
                        "Viet Nam",
                        "Côte d'Ivoire",
                        "Saint Lucia")) {
            at("/regions/0/location").put("country", country);
            read();
        }
    }

    @Test
    void documentsWithManyFaultsAreToldSomeOfThem() {
        ArrayNode flavors = at(COMPUTE).putArray("flavors");
        for (int i = 0; i < 10_000; i++) {
            flavors.addObject();
        }
        ApiFailure failure = catchThrowableOfType(ApiFailure.class, this::read);
        assertThat((List<?>) failure.details().get("detail")).hasSize(50);
    }
}
