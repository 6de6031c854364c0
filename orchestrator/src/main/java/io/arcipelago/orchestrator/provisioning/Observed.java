package io.arcipelago.orchestrator.provisioning;

import java.util.Map;

/** How an object on the site was found after it was asked for. */
public sealed interface Observed {

    String cloudId();

    String detail();

    /** It is there and can be used. */
    record Ready(String cloudId, String detail, Map<String, Object> attributes)
            implements Observed {

        public Ready {
            attributes = Map.copyOf(attributes);
        }
    }

    /** The site works on it. */
    record Pending(String cloudId, String detail) implements Observed {}
}
