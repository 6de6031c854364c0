package io.arcipelago.tosca.cloud;

import java.util.Optional;

/**
 * A network that servers connect to.
 *
 * @param networkType public, private or isolated
 * @param networkName the site's network, when the template asks for one by name
 * @param proxyHost jump host through which a private network is reached
 */
public record NetworkNode(
        String name, String networkType, Optional<String> networkName, Optional<String> proxyHost) {

    public boolean isPublic() {
        return networkType.equals("public");
    }
}
