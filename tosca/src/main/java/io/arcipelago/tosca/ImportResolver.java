package io.arcipelago.tosca;

import java.util.Map;
import java.util.Optional;

/**
 * Finds what a template imports. The library itself never opens a file or a connection: the
 * resolver decides what may be read (allow-list, pinned mirror, hashes) and answers with text.
 */
@FunctionalInterface
public interface ImportResolver {

    /**
     * Answers one import.
     *
     * @param reference as written in the template: a URL, or a path relative to the importing file
     * @param importingLocation location of the importing file; empty for a template passed as text
     */
    Resolution resolve(String reference, String importingLocation);

    /**
     * The types that a definitions version brings along without an import, such as the normative
     * types of {@code tosca_simple_yaml_1_0}. By default none: TOSCA 2.0 has no built-in types and
     * neither has this library.
     */
    default Optional<Found> profile(String definitionsVersion) {
        return Optional.empty();
    }

    /** What came of an import. */
    sealed interface Resolution {}

    /**
     * The file was found.
     *
     * @param location absolute and normalised: the same file always has the same location
     */
    record Found(String location, String text) implements Resolution {}

    /** Nothing has that name. */
    record NotFound() implements Resolution {}

    /**
     * The reference may not be read.
     *
     * @param reason shown to the template's author, such as "host example.org is not allowed"
     */
    record Refused(String reason) implements Resolution {}

    /** A resolver for templates that import nothing. */
    static ImportResolver none() {
        return (reference, importingLocation) -> new NotFound();
    }

    /** Resolves relative paths among the given files (normalised path to text). */
    static ImportResolver inMemory(Map<String, String> files) {
        return new InMemoryImportResolver(files);
    }
}
