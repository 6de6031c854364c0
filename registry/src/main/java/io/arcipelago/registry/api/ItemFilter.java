package io.arcipelago.registry.api;

import io.arcipelago.registry.state.ProviderState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list is narrowed to. Providers, regions and projects are named by uid, or by name; regions
 * and projects of one name may be several.
 *
 * @param project uid, the provider's own id, or name
 * @param group what the group can use
 * @param idp the group's issuer, if several have such a group
 * @param at a time in the past
 */
record ItemFilter(
        @Nullable String provider,
        @Nullable String region,
        @Nullable String project,
        @Nullable String group,
        @Nullable String idp,
        @Nullable Instant at) {

    static final ItemFilter NONE = new ItemFilter(null, null, null, null, null, null);

    boolean takes(ProviderState state) {
        return provider == null
                || provider.equals(state.uid())
                || provider.equals(state.provider().name());
    }

    boolean takesRegion(Shower at, String name) {
        return region == null || region.equals(name) || region.equals(at.region(name).id());
    }

    boolean takesProject(Shower at, String id) {
        return project == null
                || project.equals(id)
                || project.equals(at.project(id).id())
                || project.equals(at.project(id).name());
    }

    /** Whether the wanted project may use an item. */
    boolean takesUser(Shower at, boolean shared, List<String> projects) {
        if (project == null) {
            return true;
        }
        return shared
                ? at.state().projects().stream().anyMatch(it -> takesProject(at, it.id()))
                : projects.stream().anyMatch(id -> takesProject(at, id));
    }
}
