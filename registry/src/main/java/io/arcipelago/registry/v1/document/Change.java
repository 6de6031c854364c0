package io.arcipelago.registry.v1.document;

import io.arcipelago.registry.state.ProviderState;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A change that is still to be made.
 *
 * @param providers the uids of the providers that it touches
 * @param edit what it makes of each of them
 */
public record Change(Set<String> providers, UnaryOperator<ProviderState> edit) {

    public Change {
        providers = Set.copyOf(providers);
    }
}
