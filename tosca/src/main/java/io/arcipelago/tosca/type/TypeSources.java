package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.YamlNode;
import io.arcipelago.tosca.yaml.YamlSection;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type declarations of one template and its imports, still as YAML. Two files may declare a
 * type in the same words; in different words it is an error that names both places, because which
 * one wins would depend on the order of imports.
 */
public final class TypeSources {

    /** One declaration with its path in its file. */
    record Declaration(TypeKind kind, String name, YamlNode.Entry entry, String path) {}

    private final Map<TypeKind, Map<String, Declaration>> declarations =
            new EnumMap<>(TypeKind.class);
    private final Problems problems;

    public TypeSources(Problems problems) {
        this.problems = problems;
        for (TypeKind kind : TypeKind.values()) {
            declarations.put(kind, new LinkedHashMap<>());
        }
    }

    /** Adds the type sections of one file. */
    public void add(YamlSection file) {
        for (TypeKind kind : TypeKind.values()) {
            file.section(kind.section()).ifPresent(section -> add(kind, section));
        }
    }

    private void add(TypeKind kind, YamlSection section) {
        section.mapping()
                .entries()
                .forEach((name, entry) ->
                        add(new Declaration(kind, name, entry, section.path(name))));
    }

    private void add(Declaration declaration) {
        TypeKind kind = declaration.kind();
        if (kind == TypeKind.DATA && Primitive.named(declaration.name()).isPresent()) {
            problems.error(
                    "type.builtin",
                    declaration.entry().key().position(),
                    declaration.path(),
                    "'%s' is a built-in type and cannot be declared; choose another name"
                            .formatted(declaration.name()));
            return;
        }
        @Nullable Declaration first = of(kind).putIfAbsent(declaration.name(), declaration);
        if (first != null && !first.entry().value().sameAs(declaration.entry().value())) {
            problems.error(
                    "type.redefined",
                    declaration.entry().key().position(),
                    declaration.path(),
                    "The %s %s is declared differently at %s and at %s; keep one of the two"
                            .formatted(
                                    kind.label(),
                                    declaration.name(),
                                    first.entry().key().position(),
                                    declaration.entry().key().position()));
        }
    }

    private Map<String, Declaration> of(TypeKind kind) {
        return declarations.computeIfAbsent(kind, ignored -> new LinkedHashMap<>());
    }

    Collection<Declaration> all(TypeKind kind) {
        return of(kind).values();
    }

    Optional<Declaration> find(TypeKind kind, String name) {
        return Optional.ofNullable(of(kind).get(name));
    }

    /** The full name of a capability type, where the reference is one. */
    public Optional<String> capabilityType(String reference) {
        return fullName(TypeKind.CAPABILITY, reference);
    }

    /** The full name of an interface type; interfaces are often named short. */
    public Optional<String> interfaceType(String reference) {
        return fullName(TypeKind.INTERFACE, reference);
    }

    /**
     * The full name that a reference means: itself, or a normative name written short such as
     * {@code Compute} or {@code tosca:Compute}.
     */
    Optional<String> fullName(TypeKind kind, String reference) {
        Map<String, Declaration> known = of(kind);
        if (known.containsKey(reference)) {
            return Optional.of(reference);
        }
        String bare =
                reference.startsWith("tosca:") ? reference.substring("tosca:".length()) : reference;
        return kind.shortNamePrefixes().stream()
                .map(prefix -> prefix + bare)
                .filter(known::containsKey)
                .findFirst();
    }
}
