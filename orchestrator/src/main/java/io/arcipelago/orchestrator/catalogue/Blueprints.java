package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.tosca.BindResult;
import io.arcipelago.tosca.BoundTemplate;
import io.arcipelago.tosca.ParseResult;
import io.arcipelago.tosca.Problem;
import io.arcipelago.tosca.ServiceTemplate;
import io.arcipelago.tosca.ToscaParser;
import io.arcipelago.tosca.cloud.CloudTopology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads templates and binds inputs to them. Templates that were read lately are kept. */
@Component
public class Blueprints {

    private static final int KEPT = 200;
    private static final int MAX_TEMPLATE_CHARS = 1_000_000;

    private final CatalogueFiles files;
    private final Map<String, ServiceTemplate> read =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ServiceTemplate> eldest) {
                    return size() > KEPT;
                }
            };

    public Blueprints(CatalogueFiles files) {
        this.files = files;
    }

    /**
     * Reads a template and gives it its inputs; raises a bad request that names every error with
     * its place.
     */
    public Blueprint require(String template, Map<String, Object> inputs) {
        BindResult bound = parse(template).bind(inputs);
        if (!bound.errors().isEmpty()) {
            throw InvalidTemplate.inputs(bound.errors());
        }
        BoundTemplate valid = bound.template().orElseThrow();
        CloudTopology topology = CloudTopology.of(valid);
        List<Problem> errors = topology.problems().stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw InvalidTemplate.template(errors);
        }
        if (topology.computes().isEmpty()) {
            throw ApiFailure.badRequest(
                    "template-empty",
                    "The template asks for no server; add a node of a type derived from"
                            + " tosca.nodes.Compute");
        }
        return new Blueprint(valid, topology, secretValues(valid.inputs()));
    }

    /** Reads a template; raises a bad request that names every error with its place. */
    public ServiceTemplate parse(String template) {
        if (template.length() > MAX_TEMPLATE_CHARS) {
            throw ApiFailure.badRequest(
                    "template-too-large",
                    "The template has %d characters; at most %d are read"
                            .formatted(template.length(), MAX_TEMPLATE_CHARS));
        }
        synchronized (read) {
            ServiceTemplate known = read.get(template);
            if (known != null) {
                return known;
            }
        }
        ParseResult result = ToscaParser.parse(template, files);
        if (!result.errors().isEmpty()) {
            throw InvalidTemplate.template(result.errors());
        }
        ServiceTemplate parsed = result.template().orElseThrow();
        synchronized (read) {
            read.put(template, parsed);
        }
        return parsed;
    }

    private static Set<String> secretValues(Map<String, Object> inputs) {
        return inputs.entrySet().stream()
                .filter(entry -> SecretInputs.isSecretName(entry.getKey()))
                .map(entry -> String.valueOf(entry.getValue()))
                .filter(value -> !value.isBlank())
                .collect(Collectors.toSet());
    }
}
