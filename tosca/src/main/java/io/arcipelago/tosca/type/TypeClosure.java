package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every type that one template sees, each with what it inherits. There is one closure per template
 * and no global one, because type files of different origin use the same names for different
 * things.
 */
public final class TypeClosure {

    private static final int MAX_LINEAGE = 50;

    private final Map<TypeKind, Map<String, TypeDefinition>> types = new EnumMap<>(TypeKind.class);
    private final TypeSources sources;
    private final Problems problems;

    private TypeClosure(TypeSources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** Reads and completes all declared types; what is wrong with them becomes problems. */
    public static TypeClosure of(TypeSources sources, Problems problems) {
        TypeClosure closure = new TypeClosure(sources, problems);
        TypeReader reader = new TypeReader(sources, problems);
        for (TypeKind kind : TypeKind.values()) {
            Map<String, TypeDefinition> own = new LinkedHashMap<>();
            for (TypeSources.Declaration declaration : sources.all(kind)) {
                reader.read(declaration).ifPresent(type -> own.put(type.name(), type));
            }
            Map<String, TypeDefinition> complete = new LinkedHashMap<>();
            own.values().forEach(type -> closure.complete(type, own, complete, new ArrayList<>()));
            closure.types.put(kind, complete);
        }
        return closure;
    }

    private TypeDefinition complete(
            TypeDefinition type,
            Map<String, TypeDefinition> own,
            Map<String, TypeDefinition> complete,
            List<String> underWay) {
        @Nullable TypeDefinition done = complete.get(type.name());
        if (done != null) {
            return done;
        }
        @Nullable TypeDefinition parent = type.derivedFrom().map(own::get).orElse(null);
        underWay.add(type.name());
        TypeDefinition result = type;
        if (parent != null && underWay.contains(parent.name())) {
            problems.error(
                    "type.cycle",
                    type.position(),
                    type.kind().section() + "/" + type.name(),
                    "The %s %s derives from itself: %s"
                            .formatted(
                                    type.kind().label(),
                                    type.name(),
                                    String.join(" -> ", underWay) + " -> " + parent.name()));
        } else if (parent != null && underWay.size() > MAX_LINEAGE) {
            problems.error(
                    "type.too-deep",
                    type.position(),
                    type.kind().section() + "/" + type.name(),
                    "The %s %s has more than %d ancestors"
                            .formatted(type.kind().label(), underWay.getFirst(), MAX_LINEAGE));
        } else if (parent != null) {
            result = type.over(complete(parent, own, complete, underWay));
        }
        complete.put(type.name(), result);
        return result;
    }

    public Optional<TypeDefinition> find(TypeKind kind, String name) {
        return Optional.ofNullable(types.getOrDefault(kind, Map.of()).get(name));
    }

    /** The type that a reference means; an error when there is none. */
    public Optional<TypeDefinition> resolve(
            TypeKind kind, String reference, Position at, String path, Problems into) {
        return TypeNames.resolve(sources, kind, reference, at, path, into)
                .flatMap(name -> find(kind, name));
    }

    /** Whether a type is or derives from another. */
    public boolean isA(TypeKind kind, String name, String ancestor) {
        return find(kind, name).map(type -> type.isA(ancestor)).orElse(false);
    }

    public List<TypeDefinition> all(TypeKind kind) {
        return List.copyOf(types.getOrDefault(kind, Map.of()).values());
    }

    /** Names of all types of a kind. */
    public Set<String> names(TypeKind kind) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(types.getOrDefault(kind, Map.of()).keySet()));
    }

    public TypeSources sources() {
        return sources;
    }
}
