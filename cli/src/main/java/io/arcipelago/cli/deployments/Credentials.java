package io.arcipelago.cli.deployments;

import java.util.List;

/** How to log in to a deployment's servers: schema {@code Credentials}. */
record Credentials(String user, String privateKey, List<Host> hosts) {

    Credentials {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }

    /**
     * A server.
     *
     * @param hostKeys lines for a known_hosts file
     */
    record Host(String node, String address, List<String> hostKeys) {

        Host {
            hostKeys = hostKeys == null ? List.of() : List.copyOf(hostKeys);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + user + ", " + hosts + "]";
    }
}
