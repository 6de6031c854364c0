package io.arcipelago.feeder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigReaderTest {

    static final String GOOD =
            """
            trusted_idps:
              - issuer: https://iam.example/
                group_claim: groups
                user_groups:
                  - name: astro
                    slas:
                      - {doc_uuid: doc-1, start_date: 2024-01-01, end_date: 2027-12-31}
                      - {doc_uuid: doc-2, start_date: 2024-01-01, end_date: 2027-12-31}
                  - name: bio/deep
                    slas: []
            openstack:
              - name: ELBA
                support_emails: [help@elba.example]
                auth_url: https://keystone.elba.example:5000/v3
                image_tags: [fed]
                identity_providers:
                  - {endpoint: https://iam.example/, name: iam, protocol: openid}
                regions:
                  - name: north
                    overbooking_cpu: 2
                    location: {site: ELBA, country: Italy, latitude: 42.8, longitude: 10.3}
                  - name: south
                projects:
                  - id: 12345678901234e5
                    x_name: astro-elba
                    sla: doc-1
                    default_public_net: wan
                    default_private_net: lan
                    private_net_proxy: {host: "gate.elba.example:2222", user: hop}
                    per_user_limits:
                      compute: {cores: 16, ram: -1}
                      block_storage: {per_volume_gigabytes: 20}
                    per_region_props:
                      - region_name: south
                        default_private_net: south-lan
                  - id: second
                    sla: doc-2
            """;

    private static ProviderConfig only(Reading reading) {
        assertThat(reading.problems()).isEmpty();
        return reading.providers().getFirst();
    }

    @Test
    void aGoodFileSaysAllItDeclares() {
        ProviderConfig elba = only(ConfigReader.read("a.config.yaml", GOOD));

        assertThat(elba.provider())
                .isEqualTo(
                        new ProviderSnapshot.Provider(
                                "ELBA",
                                ProviderType.OPENSTACK,
                                "",
                                ProviderStatus.ACTIVE,
                                false,
                                List.of("help@elba.example"),
                                "https://keystone.elba.example:5000/v3"));
        assertThat(elba.imageTags()).containsExactly("fed");
        assertThat(elba.regions())
                .extracting(ProviderSnapshot.Region::name)
                .containsExactly("north", "south");
        assertThat(elba.regions().getFirst().overbookingCpu()).isEqualTo(2.0);
        assertThat(elba.regions().getFirst().location())
                .isEqualTo(new ProviderSnapshot.Location("ELBA", "Italy", 42.8, 10.3, ""));
        ProviderSnapshot.IdentityProvider issuer = elba.identityProviders().getFirst();
        assertThat(issuer.name()).isEqualTo("iam");
        assertThat(issuer.userGroups())
                .extracting(ProviderSnapshot.UserGroup::name)
                .containsExactly("astro", "bio/deep");
        assertThat(issuer.userGroups().getFirst().agreements().getFirst().endDate())
                .isEqualTo(LocalDate.of(2027, 12, 31));
    }

    @Test
    void anIdThatYamlTakesForANumberStaysAsItIsWritten() {
        assertThat(only(ConfigReader.read("a.config.yaml", GOOD)).projects().getFirst().id())
                .isEqualTo("12345678901234e5");
    }

    @Test
    void severalProjectsOfOneGroupAreKeptWithIssuerAndGroup() {
        assertThat(only(ConfigReader.read("a.config.yaml", GOOD)).projects())
                .extracting(ProjectConfig::id, ProjectConfig::issuer, ProjectConfig::group)
                .containsExactly(
                        tuple("12345678901234e5", "https://iam.example/", "astro"),
                        tuple("second", "https://iam.example/", "astro"));
    }

    @Test
    void aRegionsOwnSettingsReplaceAllOfTheOthers() {
        ProjectConfig project =
                only(ConfigReader.read("a.config.yaml", GOOD)).projects().getFirst();

        assertThat(project.in("north").proxy())
                .contains(new ProjectSettings.Proxy("gate.elba.example:2222", "hop"));
        assertThat(project.in("north").perUser().get(ServiceType.COMPUTE))
                .containsEntry("cores", 16L)
                .containsEntry("ram", -1L);
        assertThat(project.in("south").privateNetwork()).contains("south-lan");
        assertThat(project.in("south").publicNetwork()).isEmpty();
        assertThat(project.in("south").proxy()).isEmpty();
        assertThat(project.in("south").perUser()).isEmpty();
    }

    @Test
    void misspeltKeysOfOldFilesAreReadWithAWarning() {
        Reading reading =
                ConfigReader.read(
                        "a.config.yaml",
                        GOOD.replace("{host: ", "{ip: ")
                                .replace("per_volume_gigabytes", "per_volumes_gigabytes"));

        assertThat(reading.usable()).isTrue();
        assertThat(reading.problems())
                .extracting(Problem::severity)
                .containsOnly(Severity.WARNING)
                .hasSize(2);
        ProjectSettings settings = reading.providers().getFirst().projects().getFirst().settings();
        assertThat(settings.proxy()).isPresent();
        assertThat(settings.perUser().get(ServiceType.BLOCK_STORAGE))
                .containsEntry("per_volume_gigabytes", 20L);
    }

    /** What is replaced in the good file, by what, and what is then said at which line. */
    static Stream<Arguments> slips() {
        return Stream.of(
                slip("group_claim: groups", "group_clam: groups", 3, "Did you mean 'group_claim'?"),
                slip("group_claim: groups", "group_claim: groups\n    token: abc", 4, "client"),
                slip("https://iam.example/\n    group", "iam.example\n    group", 2, "no address"),
                slip("- name: bio/deep", "- name: astro", 9, "declared twice"),
                slip("    slas: []", "    description: x", 9, "'slas' is missing"),
                slip("doc_uuid: doc-2", "doc_uuid: doc-1", 8, "declared twice"),
                slip("end_date: 2027-12-31}\n", "end_date: 2023-12-31}\n", 7, "before it starts"),
                slip("start_date: 2024-01-01", "start_date: 01/01/2024", 7, "2026-01-31"),
                slip("- name: ELBA", "- nome: ELBA", 12, "'name' is missing"),
                slip("[help@elba.example]", "[help]", 13, "no e-mail address"),
                slip("[help@elba.example]", "help@elba.example", 13, "no list"),
                slip("auth_url: https:", "auth_url: htps:", 14, "no address"),
                slip("image_tags: [fed]", "status: activ", 15, "Did you mean 'active'?"),
                slip("image_tags: [fed]", "is_public: maybe", 15, "Write true or false"),
                slip("image_tags: [fed]", "ca_path: /etc/ca.pem", 15, "unknown key 'ca_path'"),
                slip(
                        "{endpoint: https://iam.example/,",
                        "{endpoint: https://iam.example,",
                        17,
                        "Did you mean 'https://iam.example/'?"),
                slip("name: iam, protocol: openid", "name: iam", 17, "'protocol' is missing"),
                slip("overbooking_cpu: 2", "overbooking_cpu: two", 20, "Write a number"),
                slip("country: Italy", "country: Italia", 21, "Did you mean 'Italy'?"),
                slip("country: Italy", "country: IT", 21, "Did you mean 'Italy'?"),
                slip("latitude: 42.8", "latitude: 428", 21, "from -90.0 to 90.0"),
                slip("longitude: 10.3", "lon: 10.3", 21, "'longitude' is missing"),
                slip("- name: south\n", "- name: north\n", 22, "declared twice"),
                slip("sla: doc-1", "sla: doc-9", 26, "Did you mean 'doc-1'?"),
                slip("- id: second", "- id: 12345678901234e5", 36, "declared twice"),
                slip("\"gate.elba.example:2222\"", "ssh://gate", 29, "no host"),
                slip(", user: hop", "", 29, "'user' is missing"),
                slip("cores: 16", "cores: -2", 31, "-1 for no limit"),
                slip("cores: 16", "core: 16", 31, "Did you mean 'cores'?"),
                slip("region_name: south", "region_name: South", 34, "case matters"),
                slip("- id: second", "- id: second\n        id: third", 37, "appears twice"),
                slip("projects:", "project:", 23, "unknown key 'project'"));
    }

    private static Arguments slip(String good, String bad, int line, String said) {
        return Arguments.of(good, bad, line, said);
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsToldWithItsLineAndARemedy(String good, String bad, int line, String said) {
        assertThat(GOOD).contains(good);
        Reading reading =
                ConfigReader.read(
                        "a.config.yaml",
                        GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));

        assertThat(reading.usable()).isFalse();
        assertThat(reading.providers()).isEmpty();
        assertThat(reading.problems())
                .as("%s", reading.problems())
                .anySatisfy(problem -> {
                    assertThat(problem.text()).contains(said);
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.remedy()).isNotBlank();
                });
    }

    @Test
    void allSlipsOfAFileAreToldAtOnce() {
        Reading reading =
                ConfigReader.read(
                        "a.config.yaml",
                        GOOD.replace("country: Italy", "country: Italia")
                                .replace("cores: 16", "cores: many")
                                .replace("group_claim", "group_clam"));

        assertThat(reading.problems()).extracting(Problem::line).containsExactly(2, 3, 21, 31);
    }

    @Test
    void aSiteAtTwoPlacesIsToldAndTaken() {
        Reading reading =
                ConfigReader.read(
                        "a.config.yaml",
                        GOOD.replace(
                                "- name: south",
                                "- {name: south, location: {site: ELBA, country: Italy, latitude:"
                                        + " 1, longitude: 1}}"));

        assertThat(reading.usable()).isTrue();
        assertThat(reading.problems())
                .extracting(Problem::message)
                .containsExactly("site 'ELBA' is at two places");
    }

    @Test
    void textThatIsNoYamlIsToldWithItsPlace() {
        Reading reading = ConfigReader.read("a.config.yaml", "trusted_idps:\n  - issuer: [\n");

        assertThat(reading.usable()).isFalse();
        assertThat(reading.problems().getFirst().place()).startsWith("a.config.yaml:");
        assertThat(ConfigReader.read("a.config.yaml", "").usable()).isFalse();
        assertThat(ConfigReader.read("a.config.yaml", "- a list").usable()).isFalse();
    }

    @Test
    void providersOfOneNameAreRefusedWhateverTheirTypes() {
        String twice =
                GOOD
                        + """
                        kubernetes:
                          - name: ELBA
                            auth_url: https://k8s.elba.example:6443
                            identity_providers:
                              - {endpoint: https://iam.example/, audience: k8s}
                            projects: []
                        """;

        assertThat(ConfigReader.read("a.config.yaml", twice).problems())
                .extracting(Problem::message)
                .containsExactly("two providers are named 'ELBA'");
        ProviderConfig kubernetes =
                ConfigReader.read(
                                "a.config.yaml",
                                twice.replace(
                                        "- name: ELBA\n    auth_url: https://k8s",
                                        "- name: K8S\n    auth_url: https://k8s"))
                        .providers()
                        .stream()
                        .filter(it -> it.provider().type() == ProviderType.KUBERNETES)
                        .findFirst()
                        .orElseThrow();
        assertThat(kubernetes.regions())
                .extracting(ProviderSnapshot.Region::name)
                .containsExactly("default");
    }

    @Test
    void theSampleFederationReadsClean() throws IOException {
        Reading reading;
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("/federation.config.yaml"))) {
            reading =
                    ConfigReader.read(
                            "federation.config.yaml",
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.providers()).hasSize(6);
        assertThat(reading.providers().stream().mapToInt(it -> it.projects().size()).sum())
                .isEqualTo(53);
        assertThat(
                        reading.providers().stream()
                                .flatMap(it -> it.identityProviders().stream())
                                .distinct()
                                .flatMap(it -> it.userGroups().stream())
                                .map(ProviderSnapshot.UserGroup::name)
                                .distinct())
                .hasSize(35);
    }
}
