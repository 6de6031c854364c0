package io.arcipelago.orchestrator.federation;

/** A place to deploy to: a provider and one of its regions. */
public record SiteKey(String provider, String region) {

    @Override
    public String toString() {
        return provider + "/" + region;
    }
}
