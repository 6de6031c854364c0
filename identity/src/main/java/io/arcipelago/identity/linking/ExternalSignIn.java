package io.arcipelago.identity.linking;

import java.util.List;
import java.util.Map;

/** Ways to sign in that lead away from the sign-in page; each kind contributes a bean. */
public interface ExternalSignIn {

    /** The buttons to show, none if the way is not configured. */
    List<Offer> offers();

    /**
     * A button.
     *
     * @param name what is shown, such as the name of a provider
     * @param signInPath where a GET with the fields begins a sign-in, below the issuer
     * @param linkPath where a POST with the fields begins the linking for the signed-in person
     */
    record Offer(String name, String signInPath, String linkPath, Map<String, String> fields) {

        public Offer {
            fields = Map.copyOf(fields);
        }
    }
}
