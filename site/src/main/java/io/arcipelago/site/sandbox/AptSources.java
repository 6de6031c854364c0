package io.arcipelago.site.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Debian mirrors that this machine itself uses, read from its apt configuration. */
final class AptSources {

    private static final String RELEASE = BaseImage.RELEASE;
    private static final Set<String> SUITES =
            Set.of(RELEASE, RELEASE + "-updates", RELEASE + "-security");
    private static final List<String> DEFAULT =
            List.of(
                    "deb http://deb.debian.org/debian " + RELEASE + " main",
                    "deb http://deb.debian.org/debian " + RELEASE + "-updates main",
                    "deb http://security.debian.org/debian-security " + RELEASE + "-security main");

    private AptSources() {}

    /** One-line sources; Debian's own mirrors if this machine does not follow the release. */
    static List<String> ofMachine() throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        List<Path> files = new ArrayList<>();
        files.add(Path.of("/etc/apt/sources.list"));
        Path directory = Path.of("/etc/apt/sources.list.d");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.sorted().forEach(files::add);
            }
        }
        for (Path file : files) {
            String text = Machine.read(file).orElse("");
            lines.addAll(file.toString().endsWith(".sources") ? deb822(text) : oneLine(text));
        }
        boolean hasRelease = lines.stream().anyMatch(line -> line.contains(" " + RELEASE + " "));
        return hasRelease ? List.copyOf(lines) : DEFAULT;
    }

    /** Reads the classic format: {@code deb [options] URI suite components}. */
    static List<String> oneLine(String text) {
        List<String> found = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            String[] words = line.replaceFirst("\\[[^]]*]\\s*", "").split("\\s+");
            if (words.length >= 4 && words[0].equals("deb")) {
                add(found, words[1], words[2], List.of(words).subList(3, words.length));
            }
        }
        return found;
    }

    /** Reads stanzas of {@code Types}, {@code URIs}, {@code Suites}, {@code Components}. */
    static List<String> deb822(String text) {
        List<String> found = new ArrayList<>();
        for (String stanza : text.split("\\n\\s*\\n", -1)) {
            Map<String, List<String>> fields = new TreeMap<>();
            stanza.lines()
                    .filter(line -> !line.startsWith("#") && line.contains(":"))
                    .map(line -> line.split(":", 2))
                    .forEach(pair ->
                            fields.put(
                                    pair[0].strip().toLowerCase(Locale.ROOT),
                                    List.of(pair[1].strip().split("\\s+"))));
            if (!fields.getOrDefault("types", List.of()).contains("deb")
                    || fields.getOrDefault("enabled", List.of()).contains("no")) {
                continue;
            }
            for (String uri : fields.getOrDefault("uris", List.of())) {
                for (String suite : fields.getOrDefault("suites", List.of())) {
                    add(found, uri, suite, fields.getOrDefault("components", List.of()));
                }
            }
        }
        return found;
    }

    /** Other vendors' repositories may use the release's name too; only Debian's are wanted. */
    private static void add(List<String> found, String uri, String suite, List<String> components) {
        if (SUITES.contains(suite)
                && components.contains("main")
                && uri.matches("https?://[^\\s]+/debian(-security)?/?")) {
            found.add("deb %s %s main".formatted(uri, suite));
        }
    }
}
