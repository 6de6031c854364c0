package io.arcipelago.registry.state;

import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import java.util.List;

/** The same items for other projects. */
public final class Items {

    private Items() {}

    public static Flavor with(Flavor flavor, List<String> projects) {
        return new Flavor(
                flavor.region(),
                flavor.id(),
                flavor.name(),
                flavor.description(),
                flavor.vcpus(),
                flavor.ramMib(),
                flavor.diskGib(),
                flavor.swapMib(),
                flavor.ephemeralGib(),
                flavor.gpus(),
                flavor.gpuModel(),
                flavor.gpuVendor(),
                flavor.infiniband(),
                flavor.localStorage(),
                flavor.shared(),
                projects);
    }

    public static Image with(Image image, List<String> projects) {
        return new Image(
                image.region(),
                image.id(),
                image.name(),
                image.description(),
                image.osType(),
                image.osDistro(),
                image.osVersion(),
                image.architecture(),
                image.kernelId(),
                image.cudaSupport(),
                image.gpuDriver(),
                image.createdAt(),
                image.tags(),
                image.shared(),
                projects);
    }

    public static Network with(Network network, List<NetworkUse> uses) {
        return new Network(
                network.region(),
                network.id(),
                network.name(),
                network.description(),
                network.external(),
                network.shared(),
                network.mtu(),
                network.tags(),
                uses);
    }
}
