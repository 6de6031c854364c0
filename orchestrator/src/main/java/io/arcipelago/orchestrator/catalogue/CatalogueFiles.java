package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.tosca.ImportResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The catalogue's files, which travel with the program. Templates may import nothing else: a name
 * is looked up among them and never fetched from anywhere.
 */
@Component
public class CatalogueFiles implements ImportResolver {

    private static final String ROOT = "/catalogue/";
    private static final String TYPES = "types/";
    private static final String PROFILE = TYPES + "simple-profile.yaml";

    private final Map<String, Optional<String>> cache = new ConcurrentHashMap<>();

    /** A file by its path within the catalogue, such as {@code templates/web-service.yaml}. */
    public Optional<String> text(String path) {
        return cache.computeIfAbsent(path, CatalogueFiles::read);
    }

    private static Optional<String> read(String path) {
        if (path.startsWith("/") || path.contains("..")) {
            return Optional.empty();
        }
        try (InputStream in = CatalogueFiles.class.getResourceAsStream(ROOT + path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read catalogue file " + path, e);
        }
    }

    @Override
    public Resolution resolve(String reference, String importingLocation) {
        if (reference.contains("://")) {
            return new Refused(
                    "templates import from this installation's catalogue only, not from "
                            + URI.create(reference.replace(' ', '+')).getHost());
        }
        String base = importingLocation.isEmpty() ? TYPES : importingLocation;
        String path;
        try {
            path = URI.create("/" + base).resolve(reference).normalize().getPath().substring(1);
        } catch (IllegalArgumentException e) {
            return new Refused("'%s' is no path".formatted(reference));
        }
        return found(path).or(() -> found(TYPES + lastPart(path))).orElseGet(NotFound::new);
    }

    private Optional<Resolution> found(String path) {
        return text(path).map(text -> new Found(path, text));
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public Optional<Found> profile(String definitionsVersion) {
        return definitionsVersion.startsWith("tosca_simple_yaml_1_")
                ? text(PROFILE).map(text -> new Found(PROFILE, text))
                : Optional.empty();
    }
}
