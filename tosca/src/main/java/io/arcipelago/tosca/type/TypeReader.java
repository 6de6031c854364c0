package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one type declaration, without what it inherits. */
final class TypeReader {

    private static final Set<String> COMMON_KEYS =
            Set.of("derived_from", "description", "version", "metadata", "properties");
    private static final Map<TypeKind, Set<String>> OWN_KEYS =
            Map.of(
                    TypeKind.NODE,
                    Set.of("attributes", "capabilities", "requirements", "interfaces", "artifacts"),
                    TypeKind.CAPABILITY,
                    Set.of("attributes", "valid_source_types"),
                    TypeKind.RELATIONSHIP,
                    Set.of("attributes", "interfaces", "valid_target_types"),
                    TypeKind.DATA,
                    Set.of("constraints", "key_schema", "entry_schema"),
                    TypeKind.POLICY,
                    Set.of("targets", "triggers"),
                    TypeKind.ARTIFACT,
                    Set.of("mime_type", "file_ext"),
                    TypeKind.GROUP,
                    Set.of("attributes", "members", "capabilities", "requirements", "interfaces"),
                    TypeKind.INTERFACE,
                    Set.of());

    private final TypeSources sources;
    private final Problems problems;
    private final SchemaReader schemas;
    private final InterfaceReader interfaces;

    TypeReader(TypeSources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
        this.schemas = new SchemaReader(sources, problems);
        this.interfaces = new InterfaceReader(schemas, problems);
    }

    Optional<TypeDefinition> read(TypeSources.Declaration declaration) {
        return YamlSection.of(declaration.entry().value(), declaration.path(), problems)
                .map(section -> read(declaration, section));
    }

    private TypeDefinition read(TypeSources.Declaration declaration, YamlSection section) {
        TypeKind kind = declaration.kind();
        if (kind != TypeKind.INTERFACE) {
            Set<String> keys = new LinkedHashSet<>(COMMON_KEYS);
            keys.addAll(OWN_KEYS.getOrDefault(kind, Set.of()));
            section.onlyKeys(keys);
        }
        Optional<Primitive> primitive =
                kind == TypeKind.DATA ? schemas.primitiveOf(declaration.name()) : Optional.empty();
        return new TypeDefinition(
                kind,
                declaration.name(),
                parent(kind, section),
                List.of(declaration.name()),
                section.text("description").orElse("").strip(),
                definitions(section, "properties", true),
                definitions(section, "attributes", false),
                kind == TypeKind.NODE ? capabilities(section) : Map.of(),
                kind == TypeKind.NODE ? requirements(section) : Map.of(),
                interfaces(kind, declaration.name(), section),
                ArtifactReader.read(section, problems),
                primitive,
                primitive.map(p -> schemas.constraints(section, p)).orElse(List.of()),
                Set.copyOf(section.texts("valid_source_types")),
                declaration.entry().key().position());
    }

    private Map<String, InterfaceDefinition> interfaces(
            TypeKind kind, String name, YamlSection section) {
        return switch (kind) {
            case NODE, RELATIONSHIP, GROUP -> interfaces.interfaces(section);
            case INTERFACE -> Map.of(name, interfaces.read(name, section));
            case ARTIFACT, DATA, CAPABILITY, POLICY -> Map.of();
        };
    }

    private Optional<String> parent(TypeKind kind, YamlSection section) {
        Optional<String> stated = section.text("derived_from");
        if (stated.isEmpty()
                || (kind == TypeKind.DATA && Primitive.named(stated.get()).isPresent())) {
            return Optional.empty();
        }
        return reference(kind, stated.get(), section, "derived_from");
    }

    private Optional<String> reference(
            TypeKind kind, String name, YamlSection section, String key) {
        Position at = section.node(key).map(YamlNode::position).orElse(section.position());
        return TypeNames.resolve(sources, kind, name, at, section.path(key), problems);
    }

    /** Properties or attributes; attributes are never required. */
    private Map<String, PropertyDefinition> definitions(
            YamlSection owner, String key, boolean canBeRequired) {
        Map<String, PropertyDefinition> result = new LinkedHashMap<>();
        for (YamlSection.Named named : owner.entries(key)) {
            YamlSection.of(named.node(), named.path(), problems)
                    .ifPresent(section ->
                            result.put(
                                    named.name(), property(named.name(), section, canBeRequired)));
        }
        return result;
    }

    private PropertyDefinition property(String name, YamlSection section, boolean canBeRequired) {
        section.onlyKeys(DefinitionKeys.PROPERTY);
        return new PropertyDefinition(
                name,
                schemas.read(section),
                section.text("description").orElse("").strip(),
                canBeRequired && Flags.read(section, "required", true, problems),
                section.node("default"),
                section.position());
    }

    private Map<String, CapabilityDefinition> capabilities(YamlSection owner) {
        Map<String, CapabilityDefinition> result = new LinkedHashMap<>();
        for (YamlSection.Named named : owner.entries("capabilities")) {
            capability(named).ifPresent(capability -> result.put(named.name(), capability));
        }
        return result;
    }

    private Optional<CapabilityDefinition> capability(YamlSection.Named named) {
        if (named.node() instanceof YamlNode.Scalar scalar) {
            return TypeNames.resolve(
                            sources,
                            TypeKind.CAPABILITY,
                            scalar.text(),
                            scalar.position(),
                            named.path(),
                            problems)
                    .map(type -> bareCapability(named.name(), type, scalar.position()));
        }
        Optional<YamlSection> section = YamlSection.of(named.node(), named.path(), problems);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        section.get().onlyKeys(DefinitionKeys.CAPABILITY);
        Optional<String> stated = section.get().text("type");
        if (stated.isEmpty()) {
            problems.error(
                    "capability.no-type",
                    section.get().position(),
                    named.path(),
                    "The capability %s states no type; add type: <capability type>"
                            .formatted(named.name()));
            return Optional.empty();
        }
        return reference(TypeKind.CAPABILITY, stated.get(), section.get(), "type")
                .map(type ->
                        new CapabilityDefinition(
                                named.name(),
                                type,
                                definitions(section.get(), "properties", true),
                                definitions(section.get(), "attributes", false),
                                sourceTypes(section.get()),
                                section.get().position()));
    }

    private Set<String> sourceTypes(YamlSection section) {
        Set<String> types = new LinkedHashSet<>();
        for (String name : section.texts("valid_source_types")) {
            reference(TypeKind.NODE, name, section, "valid_source_types").ifPresent(types::add);
        }
        return types;
    }

    private static CapabilityDefinition bareCapability(String name, String type, Position at) {
        return new CapabilityDefinition(name, type, Map.of(), Map.of(), Set.of(), at);
    }

    private Map<String, RequirementDefinition> requirements(YamlSection owner) {
        Map<String, RequirementDefinition> result = new LinkedHashMap<>();
        for (YamlSection.Named named : owner.namedList("requirements")) {
            new RequirementReader(sources, problems)
                    .read(named)
                    .ifPresent(requirement -> result.put(named.name(), requirement));
        }
        return result;
    }
}
