package io.arcipelago.orchestrator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.orchestrator.catalogue.ServiceForm.Input;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.tosca.AttributeSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The catalogue that is shipped. */
class ServiceCatalogueTest {

    private final CatalogueFiles files = new CatalogueFiles();
    private final Blueprints blueprints = new Blueprints(files);
    private final ServiceCatalogue catalogue = new ServiceCatalogue(files, blueprints);

    @Test
    void everyServiceIsDeployableWithItsDefaultsAndHasACompleteForm() {
        assertThat(catalogue.forGroup("astro"))
                .extracting(ServiceForm::id)
                .containsExactly("virtual-machine", "virtual-machine-with-volume", "web-service");
        for (ServiceForm form : catalogue.forGroup("astro")) {
            Blueprint blueprint = blueprints.require(form.template(), Map.of());
            assertThat(blueprint.demand().servers()).hasSize(1);
            assertThat(blueprint.demand().floatingIps()).isEqualTo(1);
            assertThat(form.name()).isNotBlank();
            assertThat(form.description()).isNotBlank();
            assertThat(form.icon()).isNotBlank();
            assertThat(form.version()).isNotBlank();
            assertThat(form.inputs()).isNotEmpty();
            for (Input input : form.inputs()) {
                assertThat(input.label()).as(input.name()).isNotBlank();
                assertThat(input.widget())
                        .as(input.name())
                        .isIn(
                                Set.of(
                                        "text",
                                        "textarea",
                                        "integer",
                                        "float",
                                        "boolean",
                                        "select",
                                        "password",
                                        "size",
                                        "list",
                                        "map",
                                        "hidden"));
                input.tab().ifPresent(tab -> assertThat(form.tabs()).contains(tab));
            }
            assertThat(form.outputs()).isNotEmpty();
        }
    }

    @Test
    void boundsOfTheTemplateAreBoundsOfTheForm() {
        Input cpus =
                catalogue.require("web-service", "astro").inputs().stream()
                        .filter(input -> input.name().equals("num_cpus"))
                        .findFirst()
                        .orElseThrow();
        assertThat(cpus.constraints().min())
                .hasValueSatisfying(it -> assertThat(it.intValue()).isEqualTo(1));
        assertThat(cpus.constraints().max())
                .hasValueSatisfying(it -> assertThat(it.intValue()).isEqualTo(64));
    }

    @Test
    void aServiceThatDoesNotExistIsToldWithThoseThatDo() {
        assertThatThrownBy(() -> catalogue.require("kubernetes", "astro"))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("no service 'kubernetes' for group astro")
                .hasMessageContaining("web-service");
    }

    @Test
    void filesOutsideOfTheCatalogueCannotBeNamed() {
        assertThat(files.text("metadata.yml")).isPresent();
        assertThat(files.text("../application.properties")).isEmpty();
        assertThat(files.text("/etc/passwd")).isEmpty();
    }

    @Test
    void outputsDoNotRepeatSecretInputs() {
        Blueprint blueprint =
                blueprints.require(
                        """
                        tosca_definitions_version: tosca_simple_yaml_1_0
                        imports: [services.yaml]
                        topology_template:
                          inputs:
                            api_token: {type: string}
                            name: {type: string}
                          node_templates:
                            server: {type: tosca.nodes.indigo.Compute}
                          outputs:
                            plain: {value: {get_input: name}}
                            url: {value: {concat: ["https://x/?t=", {get_input: api_token}]}}
                        """,
                        Map.of("api_token", "hunter2", "name", "Anna"));
        assertThat(blueprint.secretValues()).containsExactly("hunter2");
        assertThat(blueprint.outputs(AttributeSource.none()).toString())
                .contains("Anna")
                .contains("(hidden)")
                .doesNotContain("hunter2");
    }
}
