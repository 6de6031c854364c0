package io.arcipelago.tosca;

import io.arcipelago.tosca.topology.TopologyReader;
import io.arcipelago.tosca.topology.TypeDefaultsCheck;
import io.arcipelago.tosca.type.TypeClosure;
import io.arcipelago.tosca.type.TypeKind;
import io.arcipelago.tosca.type.TypeSources;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlReader;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads templates of TOSCA Simple Profile in YAML 1.0 to 1.3. Problems are collected, not thrown;
 * what real templates get slightly wrong is a warning. Stateless.
 */
public final class ToscaParser {

    private static final Set<String> VERSIONS =
            Set.of(
                    "tosca_simple_yaml_1_0",
                    "tosca_simple_yaml_1_0_0",
                    "tosca_simple_yaml_1_1",
                    "tosca_simple_yaml_1_2",
                    "tosca_simple_yaml_1_3");
    private static final List<String> TEMPLATE_KEYS =
            List.of("template_name", "template_version", "template_author");

    private ToscaParser() {}

    /** Reads a template whose relative imports start at the resolver's root. */
    public static ParseResult parse(String source, ImportResolver resolver) {
        return parse(source, "", resolver);
    }

    /**
     * Reads a template.
     *
     * @param location of the template, against which the resolver resolves relative imports
     */
    public static ParseResult parse(String source, String location, ImportResolver resolver) {
        Problems problems = new Problems();
        Optional<ServiceTemplate> template =
                YamlReader.read(source, location, problems)
                        .flatMap(root -> YamlSection.of(root, "", problems))
                        .map(file -> read(file, location, resolver, problems));
        return new ParseResult(problems.hasErrors() ? Optional.empty() : template, problems.list());
    }

    private static ServiceTemplate read(
            YamlSection file, String location, ImportResolver resolver, Problems problems) {
        String version = version(file, problems);
        keys(file, problems);
        TypeSources sources = new TypeSources(problems);
        ImportLoader loader = new ImportLoader(resolver, sources, problems);
        loader.profile(version, file.position());
        loader.load(file, location);
        TypeClosure types = TypeClosure.of(sources, problems);
        new TypeDefaultsCheck(types, problems).check();
        Optional<YamlSection> topology = file.section("topology_template");
        if (!file.has("topology_template")) {
            problems.error(
                    "template.no-topology",
                    file.position(),
                    "topology_template",
                    "The file has no topology_template; it may be meant for import only");
        }
        YamlSection content =
                topology.orElseGet(() ->
                        YamlSection.of(
                                        new YamlNode.Mapping(Map.of(), file.position()),
                                        "topology_template",
                                        problems)
                                .orElseThrow());
        return new TopologyReader(types, problems)
                .read(
                        version,
                        file.text("description").orElse("").strip(),
                        metadata(file),
                        content);
    }

    private static String version(YamlSection file, Problems problems) {
        String version = file.text("tosca_definitions_version").orElse("");
        if (!VERSIONS.contains(version)) {
            problems.error(
                    "template.version",
                    file.node("tosca_definitions_version")
                            .map(YamlNode::position)
                            .orElse(file.position()),
                    "tosca_definitions_version",
                    "tosca_definitions_version is '%s'; supported are %s"
                            .formatted(version, VERSIONS.stream().sorted().toList()));
        }
        return version;
    }

    private static void keys(YamlSection file, Problems problems) {
        Set<String> known =
                new LinkedHashSet<>(
                        List.of(
                                "tosca_definitions_version",
                                "description",
                                "metadata",
                                "imports",
                                "dsl_definitions",
                                "repositories",
                                "topology_template",
                                "namespace"));
        known.addAll(TEMPLATE_KEYS);
        for (TypeKind kind : TypeKind.values()) {
            known.add(kind.section());
        }
        file.onlyKeys(known);
        file.node("repositories")
                .ifPresent(node ->
                        problems.warning(
                                "template.repositories",
                                node.position(),
                                "repositories",
                                "repositories are not supported and are ignored"));
    }

    private static Map<String, String> metadata(YamlSection file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : TEMPLATE_KEYS) {
            file.text(key).ifPresent(text -> metadata.put(key, text));
        }
        metadata.putAll(file.textMap("metadata"));
        return metadata;
    }
}
