package io.arcipelago.registry.state;

/**
 * A group of people of one issuer. Issuers with and without a slash at the end are the same, and so
 * are group names with and without a slash at the beginning.
 */
public record GroupKey(String issuer, String name) {

    public GroupKey {
        issuer = issuerKey(issuer);
        name = name.startsWith("/") ? name.substring(1) : name;
    }

    /** By what two spellings of an issuer are recognised as one. */
    public static String issuerKey(String endpoint) {
        return endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    }
}
