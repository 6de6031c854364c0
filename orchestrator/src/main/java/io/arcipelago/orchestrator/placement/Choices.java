package io.arcipelago.orchestrator.placement;

import java.util.List;

/**
 * What placement chose on a site for each server and volume, and the networks to use there.
 *
 * @param servers one entry for each compute node
 * @param externalNetwork the site's network that floating addresses come from, empty text if no
 *     node needs one
 * @param privateNetwork the id of an existing network to use, empty text to make one
 * @param simulated whether servers on this site are simulated
 */
public record Choices(
        List<ServerChoice> servers,
        String externalNetwork,
        String privateNetwork,
        boolean simulated) {

    public Choices {
        servers = List.copyOf(servers);
    }

    /**
     * The flavor and image of a compute node.
     *
     * @param loginUser the image's administrative user
     */
    public record ServerChoice(
            String node,
            String flavorId,
            String flavorName,
            String imageId,
            String imageName,
            String loginUser) {}
}
