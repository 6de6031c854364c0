package io.arcipelago.openstack;

import tools.jackson.databind.JsonNode;

/** An SSH public key known to Nova, owned by the user. */
public record KeyPair(String name, String publicKey, String fingerprint) {

    static KeyPair from(JsonNode wrapper) {
        JsonNode node = wrapper.path("keypair");
        return new KeyPair(
                Json.text(node, "name"),
                Json.text(node, "public_key"),
                Json.text(node, "fingerprint"));
    }
}
