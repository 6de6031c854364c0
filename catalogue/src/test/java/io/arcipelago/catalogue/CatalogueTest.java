package io.arcipelago.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.tosca.BindResult;
import io.arcipelago.tosca.InputDefinition;
import io.arcipelago.tosca.OutputDefinition;
import io.arcipelago.tosca.ServiceTemplate;
import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    static List<String> templates() {
        return CatalogueFiles.templates();
    }

    static List<String> parameterFiles() {
        return CatalogueFiles.parameterFiles();
    }

    private static ServiceTemplate template(String name) {
        return CatalogueFiles.parse(name).template().orElseThrow();
    }

    @Test
    void theCatalogueHoldsTheTemplatesItPromises() {
        assertThat(templates())
                .contains(
                        "virtual-machine.yaml",
                        "virtual-machine-with-volume.yaml",
                        "web-service.yaml");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateIsReadWithoutErrorsOrWarnings(String name) {
        assertThat(CatalogueFiles.parse(name).problems()).isEmpty();
        assertThat(CatalogueFiles.parse(name).template()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateWorksWithItsDefaults(String name) {
        BindResult result = template(name).bind(Map.of());

        assertThat(result.problems()).isEmpty();
        CloudTopology cloud = CloudTopology.of(result.template().orElseThrow());
        assertThat(cloud.problems()).isEmpty();
        assertThat(cloud.computes()).isNotEmpty();
        assertThat(cloud.networks()).extracting("name").contains("pub_network");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyInputIsDescribedAndOffersAParameter(String name) {
        YamlSection parameters = parameters(name.replace(".yaml", ".parameters.yml"));

        assertThat(template(name).inputs())
                .allSatisfy(input -> {
                    assertThat(input.description()).isNotBlank();
                    assertThat(keys(parameters, "inputs")).contains(input.name());
                });
    }

    @ParameterizedTest
    @MethodSource("parameterFiles")
    void parameterFilesNameOnlyInputsOutputsAndTabsThatExist(String name) {
        YamlSection parameters = parameters(name);
        ServiceTemplate template = template(name.replace(".parameters.yml", ".yaml"));

        assertThat(keys(parameters, "inputs"))
                .isSubsetOf(template.inputs().stream().map(InputDefinition::name).toList());
        assertThat(keys(parameters, "outputs"))
                .isSubsetOf(template.outputs().stream().map(OutputDefinition::name).toList());
        assertThat(parameters.mapping().entries().keySet())
                .isEqualTo(Set.of("tabs", "inputs", "outputs"));
        assertThat(tabsInUse(parameters)).hasSameElementsAs(parameters.texts("tabs"));
    }

    @Test
    void metadataListsEveryTemplateOnceAndNoOther() {
        YamlSection metadata = CatalogueFiles.yaml("metadata.yml");
        List<String> listed = new ArrayList<>();
        new ServiceCards(metadata)
                .cards()
                .forEach(card -> {
                    assertThat(card.displayName()).isNotBlank();
                    assertThat(card.icon()).isNotBlank();
                    listed.addAll(card.templates());
                });

        assertThat(metadata.text("version")).contains("1.1.0");
        assertThat(listed).doesNotHaveDuplicates().hasSameElementsAs(templates());
    }

    private static YamlSection parameters(String name) {
        return CatalogueFiles.yaml("parameters/" + name);
    }

    private static List<String> keys(YamlSection section, String key) {
        return section.entries(key).stream().map(YamlSection.Named::name).toList();
    }

    private static Set<String> tabsInUse(YamlSection parameters) {
        Set<String> tabs = new TreeSet<>();
        YamlSection inputs = parameters.section("inputs").orElseThrow();
        for (String name : keys(parameters, "inputs")) {
            inputs.section(name).flatMap(input -> input.text("tab")).ifPresent(tabs::add);
        }
        return tabs;
    }
}
