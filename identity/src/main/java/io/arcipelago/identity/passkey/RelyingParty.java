package io.arcipelago.identity.passkey;

import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import io.arcipelago.identity.Issuer;
import java.net.URI;
import java.util.Base64;

/** Who we are for authenticators: the issuer's host and origin, whatever a request says. */
final class RelyingParty {

    private final String id;
    private final Origin origin;

    RelyingParty(Issuer issuer) {
        URI address = URI.create(issuer.value());
        this.id = address.getHost();
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        this.origin = new Origin(address.getScheme() + "://" + address.getHost() + port);
    }

    String id() {
        return id;
    }

    /** What an answer to this challenge, in base64url, is checked against. */
    ServerProperty expecting(String challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(id)
                .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
                .build();
    }
}
