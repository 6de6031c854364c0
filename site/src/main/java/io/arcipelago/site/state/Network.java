package io.arcipelago.site.state;

import java.util.List;

/** A network; the site's external one belongs to no project. */
public record Network(
        String id,
        String projectId,
        String name,
        String description,
        boolean external,
        List<String> tags)
        implements NetworkObject {

    @Override
    public Network withTags(List<String> replaced) {
        return new Network(id, projectId, name, description, external, List.copyOf(replaced));
    }
}
