package io.arcipelago.registry.state;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What administrators do to providers by their own word. These are not feeds: nothing is held back.
 * Each change is one transaction with its generation, its history and its events; afterwards {@link
 * Federations#current} shows it.
 */
public interface ProviderCommands {

    /**
     * Adds a provider.
     *
     * @param actor who says so, for the history
     * @throws io.arcipelago.platform.web.ApiFailure 409 if there is one of this name and type
     */
    void add(ProviderState provider, String actor);

    /**
     * Changes providers, all or none, each under its lock. Providers that are gone are left out.
     *
     * @param providers their uids
     * @param edit what to make of each as it then is; pure; what it throws ends the whole change
     * @param uids the uids that things keep or get although other ones would be derived for them
     * @return whether anything is different now; if not, nothing was written
     */
    boolean change(
            Set<String> providers,
            UnaryOperator<ProviderState> edit,
            Map<ItemKey, String> uids,
            String actor);

    /**
     * Removes a provider with all that it has; its history stays.
     *
     * @return whether there was one
     */
    boolean remove(String provider, String actor);
}
