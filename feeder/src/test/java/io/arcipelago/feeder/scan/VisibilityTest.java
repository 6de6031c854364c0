package io.arcipelago.feeder.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.Finding;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Severity;
import io.arcipelago.feeder.config.ProjectConfig;
import io.arcipelago.feeder.config.ProjectSettings;
import io.arcipelago.feeder.config.ProjectSettings.Proxy;
import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.openstack.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use what, made from who sees what. */
class VisibilityTest {

    private final List<Finding> findings = new ArrayList<>();

    private static ProjectSettings settings(
            @Nullable String publicNetwork, @Nullable String privateNetwork, boolean proxy) {
        return new ProjectSettings(
                Optional.ofNullable(publicNetwork),
                Optional.ofNullable(privateNetwork),
                proxy ? Optional.of(new Proxy("gate.example:2222", "hop")) : Optional.empty(),
                Map.of());
    }

    private static ProjectReading reading(
            String project,
            ProjectSettings settings,
            @Nullable List<Flavor> flavors,
            @Nullable List<Image> images,
            @Nullable List<Network> networks) {
        return new ProjectReading(
                "north",
                new ProjectConfig(
                        project,
                        Optional.empty(),
                        "doc-" + project,
                        "https://iam.example/",
                        project,
                        settings,
                        Map.of()),
                Optional.empty(),
                List.of(),
                Optional.ofNullable(flavors),
                Optional.ofNullable(images),
                Optional.ofNullable(networks),
                List.of(),
                List.of(),
                List.of());
    }

    private static ProjectReading seeingFlavors(String project, Flavor... flavors) {
        return reading(project, settings(null, null, false), List.of(flavors), null, null);
    }

    private static ProjectReading seeingImages(String project, Image... images) {
        return reading(project, settings(null, null, false), null, List.of(images), null);
    }

    private static ProjectReading seeing(
            String project, ProjectSettings settings, Network... networks) {
        return reading(project, settings, null, null, List.of(networks));
    }

    private static Flavor flavor(String id, boolean isPublic, Map<String, String> specs) {
        return new Flavor(id, "name-" + id, "", 2, 2048, 10, 512, 5, false, isPublic, specs);
    }

    private static Image image(String id, String visibility, String... tags) {
        return new Image(id, "name-" + id, "active", visibility, 0, 0, 0, List.of(tags), Map.of());
    }

    private static Network network(
            String id, boolean external, boolean shared, boolean isDefault, String... tags) {
        return new Network(
                id,
                "name-" + id,
                "",
                "owner",
                external,
                shared,
                isDefault,
                "ACTIVE",
                Optional.of(1450),
                List.of(),
                List.of(tags));
    }

    private ProviderSnapshot.Network only(ProjectReading... readings) {
        List<ProviderSnapshot.Network> networks =
                Networks.of(List.of(readings), List.of(), findings);
        assertThat(networks).hasSize(1);
        return networks.getFirst();
    }

    private static List<String> users(ProviderSnapshot.Network network) {
        return network.uses().stream().map(NetworkUse::project).toList();
    }

    @Test
    void publicFlavorsAreSharedAndPrivateOnesAreOfThoseWhoSeeThem() {
        List<ProviderSnapshot.Flavor> flavors =
                Flavors.of(
                        List.of(
                                seeingFlavors(
                                        "a",
                                        flavor("pub", true, Map.of()),
                                        flavor("priv", false, Map.of()),
                                        flavor("own", false, Map.of())),
                                seeingFlavors(
                                        "b",
                                        flavor("pub", true, Map.of()),
                                        flavor("priv", false, Map.of()))),
                        findings);

        assertThat(flavors)
                .extracting(
                        ProviderSnapshot.Flavor::id,
                        ProviderSnapshot.Flavor::shared,
                        ProviderSnapshot.Flavor::projects)
                .containsExactly(
                        tuple("pub", true, List.of()),
                        tuple("priv", false, List.of("a", "b")),
                        tuple("own", false, List.of("a")));
    }

    @Test
    void aFlavorThatBecomesPrivateWhileWeLookIsPrivate() {
        assertThat(
                        Flavors.of(
                                List.of(
                                        seeingFlavors("a", flavor("f", true, Map.of())),
                                        seeingFlavors("b", flavor("f", false, Map.of()))),
                                findings))
                .extracting(ProviderSnapshot.Flavor::shared, ProviderSnapshot.Flavor::projects)
                .containsExactly(tuple(false, List.of("a", "b")));
    }

    @Test
    void extraSpecsTellOfGpusAndMore() {
        Map<String, String> specs =
                Map.of(
                        "gpu_number", "2",
                        "gpu_model", "A100",
                        "gpu_vendor", "NVIDIA",
                        "infiniband", "true",
                        "aggregate_instance_extra_specs:local_storage", "nvme");

        ProviderSnapshot.Flavor flavor =
                Flavors.of(List.of(seeingFlavors("a", flavor("g", true, specs))), findings)
                        .getFirst();

        assertThat(flavor.gpus()).isEqualTo(2);
        assertThat(flavor.gpuModel()).isEqualTo("A100");
        assertThat(flavor.gpuVendor()).isEqualTo("NVIDIA");
        assertThat(flavor.infiniband()).isTrue();
        assertThat(flavor.localStorage()).isEqualTo("nvme");
        assertThat(flavor.swapMib()).isEqualTo(512);
    }

    @Test
    void aFlavorWithoutGpusHasNoModelAndAWrongNumberIsTold() {
        ProviderSnapshot.Flavor flavor =
                Flavors.of(
                                List.of(
                                        seeingFlavors(
                                                "a",
                                                flavor(
                                                        "g",
                                                        true,
                                                        Map.of(
                                                                "gpu_number",
                                                                "many",
                                                                "gpu_model",
                                                                "A100")))),
                                findings)
                        .getFirst();

        assertThat(flavor.gpus()).isZero();
        assertThat(flavor.gpuModel()).isNull();
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"public, true", "community, true", "shared, false", "private, false"})
    void anImagesVisibilityDecidesWhetherAllMayUseIt(String visibility, boolean shared) {
        ProviderSnapshot.Image image =
                Images.of(
                                List.of(
                                        seeingImages("b", image("i", visibility)),
                                        seeingImages("a", image("i", visibility))),
                                List.of(),
                                findings)
                        .getFirst();

        assertThat(image.shared()).isEqualTo(shared);
        assertThat(image.projects()).isEqualTo(shared ? List.of() : List.of("a", "b"));
    }

    @Test
    void imagesCountWithAnyOfTheTagsAndNamesMayRepeat() {
        Image first = image("1", "public", "fed", "gpu");
        Image second = image("2", "public", "other");
        Image third = image("3", "public");

        assertThat(
                        Images.of(
                                List.of(seeingImages("a", first, second, third)),
                                List.of("gpu", "other"),
                                findings))
                .extracting(ProviderSnapshot.Image::id)
                .containsExactly("1", "2");
    }

    @Test
    void aNetworkThatAllSeeAsSharedIsShared() {
        ProviderSnapshot.Network network =
                only(
                        seeing(
                                "a",
                                settings(null, "other", false),
                                network("n", false, true, false)),
                        seeing(
                                "b",
                                settings(null, "other", false),
                                network("n", false, true, false)));

        assertThat(network.shared()).isTrue();
        assertThat(network.uses()).isEmpty();
    }

    @Test
    void aNetworkThatIsSharedWithSomeIsTheirs() {
        ProviderSnapshot.Network network =
                only(
                        seeing("a", settings(null, null, false), network("n", false, true, false)),
                        seeing("b", settings(null, null, false), network("n", false, true, false)),
                        seeing("c", settings(null, null, false)));

        assertThat(network.shared()).isFalse();
        assertThat(users(network)).containsExactly("a", "b");
    }

    @Test
    void aProjectThatCouldNotBeReadDoesNotMakeASharedNetworkPrivate() {
        ProviderSnapshot.Network network =
                only(
                        seeing("a", settings(null, "x", false), network("n", false, true, false)),
                        reading("b", settings(null, null, false), null, null, null));

        assertThat(network.shared()).isTrue();
    }

    @Test
    void aVisibleNetworkOfSomebodyElseIsKeptForEachWhoSeesIt() {
        ProviderSnapshot.Network network =
                only(
                        seeing("a", settings(null, null, false), network("n", true, false, false)),
                        seeing("b", settings(null, null, false), network("n", true, false, false)));

        assertThat(network.shared()).isFalse();
        assertThat(users(network)).containsExactly("a", "b");
    }

    @Test
    void defaultsByNameAreEachProjectsOwnOnOneNetwork() {
        List<ProviderSnapshot.Network> networks =
                Networks.of(
                        List.of(
                                seeing(
                                        "a",
                                        settings(null, "name-lan", true),
                                        network("lan", false, false, false),
                                        network("wan", false, false, false)),
                                seeing(
                                        "b",
                                        settings(null, "name-wan", false),
                                        network("lan", false, false, false),
                                        network("wan", false, false, false))),
                        List.of(),
                        findings);

        assertThat(networks)
                .extracting(ProviderSnapshot.Network::id, ProviderSnapshot.Network::uses)
                .containsExactly(
                        tuple(
                                "lan",
                                List.of(
                                        new NetworkUse("a", true, "gate.example:2222", "hop"),
                                        new NetworkUse("b", false, null, null))),
                        tuple(
                                "wan",
                                List.of(
                                        new NetworkUse("a", false, "gate.example:2222", "hop"),
                                        new NetworkUse("b", true, null, null))));
    }

    @ParameterizedTest
    @CsvSource({
        // name given, flag, others of the kind: is it the default?
        "name-n, false, true, true",
        "name-other, true, true, false",
        ", true, true, true",
        ", false, true, false",
        ", false, false, true",
        "name-gone, false, false, false",
        "name-gone, true, true, true"
    })
    void theDefaultIsTheNamedElseTheMarkedElseTheOnlyOne(
            @Nullable String name, boolean marked, boolean others, boolean expected) {
        List<Network> networks = new ArrayList<>();
        networks.add(network("n", true, false, marked));
        if (others) {
            networks.add(network("other", true, false, false));
        }

        ProviderSnapshot.Network network =
                Networks.of(
                                List.of(
                                        seeing(
                                                "a",
                                                settings(name, null, true),
                                                networks.toArray(Network[]::new))),
                                List.of(),
                                findings)
                        .getFirst();

        assertThat(network.uses().getFirst().isDefault()).isEqualTo(expected);
        assertThat(network.uses().getFirst().proxyHost()).as("external, so no proxy").isNull();
        assertThat(findings).hasSize("name-gone".equals(name) ? 1 : 0);
    }

    @Test
    void aSharedNetworkTellsOfProjectsWithSettingsOfTheirOwn() {
        ProviderSnapshot.Network network =
                only(
                        seeing("a", settings(null, "x", true), network("n", false, true, false)),
                        seeing("b", settings(null, "x", false), network("n", false, true, false)));

        assertThat(network.shared()).isTrue();
        assertThat(network.uses())
                .containsExactly(new NetworkUse("a", false, "gate.example:2222", "hop"));
    }

    @Test
    void networksCountWithAnyOfTheTags() {
        assertThat(
                        Networks.of(
                                List.of(
                                        seeing(
                                                "a",
                                                settings(null, null, false),
                                                network("1", false, false, false, "fed"),
                                                network("2", false, false, false))),
                                List.of("fed", "more"),
                                findings))
                .extracting(ProviderSnapshot.Network::id)
                .containsExactly("1");
    }
}
