package io.arcipelago.tosca.type;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.yaml.Suggestion;
import java.util.Optional;

/** Resolves references to types, with the problem when that fails. */
final class TypeNames {

    private TypeNames() {}

    static Optional<String> resolve(
            TypeSources sources,
            TypeKind kind,
            String reference,
            Position at,
            String path,
            Problems problems) {
        Optional<String> full = sources.fullName(kind, reference);
        if (full.isEmpty()) {
            problems.error(
                    "type.unknown",
                    at,
                    path,
                    "There is no %s '%s'%s; import the file that declares it"
                            .formatted(
                                    kind.label(),
                                    reference,
                                    Suggestion.hint(
                                            reference,
                                            sources.all(kind).stream()
                                                    .map(TypeSources.Declaration::name)
                                                    .toList())));
        } else if (!full.get().equals(reference)) {
            problems.warning(
                    "type.short-name",
                    at,
                    path,
                    "'%s' is read as %s; write the full name".formatted(reference, full.get()));
        }
        return full;
    }
}
