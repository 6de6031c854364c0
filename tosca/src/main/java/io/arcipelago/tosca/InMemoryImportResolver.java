package io.arcipelago.tosca;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves relative imports among files held in memory; anything else is refused. */
final class InMemoryImportResolver implements ImportResolver {

    private final Map<String, String> files;

    InMemoryImportResolver(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    @Override
    public Resolution resolve(String reference, String importingLocation) {
        URI resolved;
        try {
            URI relative = new URI(reference);
            if (relative.isAbsolute() || relative.getRawAuthority() != null) {
                return new Refused("only relative paths are allowed here");
            }
            resolved = new URI("/" + importingLocation).resolve(relative).normalize();
        } catch (URISyntaxException e) {
            return new Refused("it is not a valid path or URL");
        }
        String path = resolved.getPath().substring(1);
        if (path.startsWith("../")) {
            return new Refused("it leaves the root folder");
        }
        @Nullable String text = files.get(path);
        return text == null ? new NotFound() : new Found(path, text);
    }
}
