package io.arcipelago.catalogue;

import io.arcipelago.tosca.ImportResolver;
import io.arcipelago.tosca.ParseResult;
import io.arcipelago.tosca.Problems;
import io.arcipelago.tosca.ToscaParser;
import io.arcipelago.tosca.yaml.YamlReader;
import io.arcipelago.tosca.yaml.YamlSection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The catalogue's files, read from the source tree. */
final class CatalogueFiles {

    private static final Path ROOT = Path.of("src/main/resources/catalogue");

    private CatalogueFiles() {}

    static List<String> templates() {
        return list("templates", ".yaml");
    }

    static List<String> parameterFiles() {
        return list("parameters", ".parameters.yml");
    }

    static ParseResult parse(String template) {
        String path = "templates/" + template;
        return ToscaParser.parse(read(path), path, ImportResolver.inMemory(types()));
    }

    static YamlSection yaml(String path) {
        Problems problems = new Problems();
        YamlSection section =
                YamlReader.read(read(path), path, problems)
                        .flatMap(node -> YamlSection.of(node, "", problems))
                        .orElseThrow();
        if (!problems.list().isEmpty()) {
            throw new AssertionError(path + ": " + problems.list());
        }
        return section;
    }

    static boolean exists(String path) {
        return Files.exists(ROOT.resolve(path));
    }

    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> types() {
        Map<String, String> files = new TreeMap<>();
        list("types", ".yaml").forEach(name -> files.put("types/" + name, read("types/" + name)));
        return files;
    }

    private static List<String> list(String folder, String ending) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
