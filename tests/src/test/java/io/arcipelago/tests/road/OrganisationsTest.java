package io.arcipelago.tests.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Two organisations on one installation: each for itself, on the same sites. */
@Tag("product")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganisationsTest {

    private static final String ISLES = "isles";
    private static final String USABLE = "/registry/v2/usable?group=astro";

    private Product product;
    private Person ofTheFirst;
    private Person ofTheIsles;

    @BeforeAll
    void start() {
        product = Product.withOrganisation(ISLES, "Cloud of the Isles");
        ofTheFirst = Person.signIn(product, "alice");
        ofTheIsles =
                Person.signIn(product.urlOf(ISLES), "alice", product.passwordAt(ISLES, "alice"));
    }

    @AfterAll
    void stop() {
        product.close();
    }

    @Test
    void peopleOfOneNameAreDifferentPeople() {
        JsonNode first = ofTheFirst.get("/identity/v1/me").body();
        JsonNode second = ofTheIsles.get("/identity/v1/me").body();

        assertThat(first.path("subject").asString("")).isNotEmpty();
        assertThat(second.path("subject").asString(""))
                .isNotEmpty()
                .isNotEqualTo(first.path("subject").asString(""));
        assertThat(product.passwordAt(ISLES, "alice")).isNotEqualTo(product.password("alice"));
    }

    @Test
    void tokensOfOneAreWorthNothingAtTheOther() {
        for (String path :
                List.of(
                        "/identity/v1/me",
                        "/orchestrator/v2/deployments",
                        "/registry/v2/providers",
                        "/feeder/v1/providers")) {
            assertThat(ofTheFirst.at(product.urlOf(ISLES)).get(path).status()).isEqualTo(401);
            assertThat(ofTheIsles.at(product.url()).get(path).status()).isEqualTo(401);
        }
    }

    @Test
    void eachHasItsNameAndColourOnItsPages() throws IOException, InterruptedException {
        String isles = product.urlOf(ISLES);

        assertThat(page(isles + "/identity/login"))
                .contains("Sign in – Cloud of the Isles</title>");
        assertThat(page(isles + "/identity/pages/look.css")).contains("--primary: #7a1f5c");
        assertThat(page(isles + "/ui/settings.json")).contains("Cloud of the Isles");
        assertThat(page(product.url() + "/identity/login"))
                .contains("Sign in – Arcipelago</title>");
        assertThat(page(product.url() + "/identity/pages/look.css")).isEmpty();
    }

    @Test
    void organisationDeploysOnTheSharedSitesInAProjectOfItsOwn() {
        Person.Answer asked =
                ofTheIsles.post(
                        "/orchestrator/v2/deployments",
                        Map.of(
                                "service",
                                "virtual-machine",
                                "group",
                                "astro",
                                "title",
                                "On the isles",
                                "inputs",
                                Map.of()));
        assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
        String path = "/orchestrator/v2/deployments/" + asked.body().path("id").asString("");

        await().atMost(Duration.ofMinutes(2))
                .until(() -> !status(path).equals("CREATE_IN_PROGRESS"));

        assertThat(status(path)).isEqualTo("CREATE_COMPLETE");
        assertThat(ofTheFirst.get(path).status()).as("at the first organisation").isEqualTo(404);
        assertThat(ofTheIsles.delete(path).status()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !status(path).equals("DELETE_IN_PROGRESS"));
    }

    @Test
    void registryOfEachTellsWhatItsGroupsCanUseOnTheSharedSites() {
        assertThat(projectsOfAstro(ofTheFirst)).containsExactly("astro-elba", "astro-ischia");
        assertThat(projectsOfAstro(ofTheIsles))
                .containsExactly("isles-astro-elba", "isles-astro-ischia");
    }

    @Test
    void registryTellsNobodyOfTheProjectsOfOtherGroups() {
        projectsOfAstro(ofTheFirst);
        Person bruno = Person.signIn(product, "bruno");

        assertThat(bruno.get(USABLE).status()).isEqualTo(404);
        assertThat(bruno.get("/registry/api/v1/projects?with_conn=true").body().toString())
                .contains("bio-elba")
                .doesNotContain("astro-elba");
        assertThat(bruno.get("/feeder/v1/providers").status()).isEqualTo(403);
    }

    /** By name, once the feeder has read all of both sites. */
    private static List<String> projectsOfAstro(Person person) {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> {
                    JsonNode usable = person.get(USABLE).body();
                    assertThat(usable.path("providers")).as("%s", usable).hasSize(2);
                    assertThat(usable.findValuesAsString("outcome"))
                            .as("%s", usable)
                            .isNotEmpty()
                            .containsOnly("ok");
                });
        return person.get(USABLE)
                .body()
                .path("providers")
                .valueStream()
                .flatMap(provider -> provider.path("regions").valueStream())
                .flatMap(region -> region.path("projects").valueStream())
                .map(project -> project.path("name").asString(""))
                .sorted()
                .toList();
    }

    private String status(String path) {
        return ofTheIsles.get(path).body().path("status").asString("");
    }

    private static String page(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
