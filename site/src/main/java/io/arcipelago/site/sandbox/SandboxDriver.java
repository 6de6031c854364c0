package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.NetworkSpec;
import io.arcipelago.site.driver.RouterSpec;
import io.arcipelago.site.driver.ServerSpec;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.driver.VolumeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a site's servers real on this machine: namespaces over a Debian tree with an sshd of their
 * own, on bridges and routers of their own.
 *
 * <p>Servers outlive this process if it is killed; {@link #reconcile} finds them again by their
 * names. This is no security boundary against hostile tenants.
 */
public final class SandboxDriver implements SiteDriver {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxDriver.class);

    private final SandboxNames names;
    private final Fabric fabric;
    private final Routers routers;
    private final Volumes volumes;
    private final Servers servers;

    /**
     * @param instance what tells this installation from others on the machine
     * @param siteName the site, unique within the instance
     * @param dataDir disks, consoles and volumes of this site
     * @param imagesDir where {@link BaseImage} builds its tree
     * @throws SiteDriverException if the directory cannot be made
     */
    public SandboxDriver(String instance, String siteName, Path dataDir, Path imagesDir) {
        Path data;
        Path images;
        try {
            data = Files.createDirectories(dataDir).toRealPath();
            images = Files.createDirectories(imagesDir).toRealPath();
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Cannot use %s for site %s: %s".formatted(dataDir, siteName, e.getMessage()),
                    e);
        }
        for (Path path : List.of(data, images)) {
            // The overlay file system takes these as separators of its mount options.
            if (path.toString().matches(".*[,:\\\\\"\\s].*")) {
                throw new SiteDriverException(
                        "The path %s holds a comma, colon, quote, space or backslash; sandboxes need one without"
                                .formatted(path));
            }
        }
        names = SandboxNames.of(instance, siteName);
        fabric = new Fabric(names, new Egress(names));
        routers = new Routers(names, fabric);
        volumes = new Volumes(data.resolve("volumes"));
        servers =
                new Servers(
                        names, data.resolve("servers"), images, fabric, new BlockDevices(volumes));
    }

    /** Why sandboxes cannot run on this machine with the tree in the default place. */
    public static Optional<String> unavailableReason() {
        return unavailableReason(BaseImage.defaultDirectory());
    }

    /** Why sandboxes cannot run on this machine, for an operator to read; empty if they can. */
    public static Optional<String> unavailableReason(Path imagesDir) {
        return Machine.unavailableReason(imagesDir);
    }

    @Override
    public String name() {
        return "sandboxed";
    }

    @Override
    public boolean boots(String image) {
        return image.equals(BaseImage.NAME);
    }

    @Override
    public void ensureNetwork(NetworkSpec network) {
        fabric.ensure(network);
    }

    @Override
    public void removeNetwork(String networkId) {
        fabric.remove(networkId);
    }

    @Override
    public void ensureRouter(RouterSpec router) {
        routers.ensure(router);
    }

    @Override
    public void removeRouter(String routerId) {
        routers.remove(routerId);
    }

    @Override
    public void ensureVolume(VolumeSpec volume) {
        volumes.ensure(volume);
    }

    @Override
    public void removeVolume(String volumeId) {
        volumes.remove(volumeId);
    }

    @Override
    public void ensureServer(ServerSpec server) {
        servers.ensure(server);
    }

    @Override
    public void stopServer(String serverId) {
        servers.stop(serverId);
    }

    @Override
    public void removeServer(String serverId) {
        servers.remove(serverId);
    }

    @Override
    public void ensureAttachments(String serverId, List<Attachment> attachments) {
        servers.attach(serverId, attachments);
    }

    @Override
    public void ensureFirewall(String serverId, List<FirewallRule> rules) {
        servers.firewall(serverId, rules);
    }

    @Override
    public boolean isRunning(String serverId) {
        return servers.isRunning(serverId);
    }

    @Override
    public List<String> console(String serverId, int maxLines) {
        return servers.home(serverId).consoleTail(maxLines);
    }

    @Override
    public void reconcile(
            Set<String> networkIds,
            Set<String> routerIds,
            Set<String> volumeIds,
            Set<String> serverIds) {
        for (String serverId : servers.present()) {
            if (!serverIds.contains(serverId)) {
                servers.remove(serverId);
            } else if (!servers.isRunning(serverId)) {
                servers.release(serverId);
            }
        }
        List<String> kept = new ArrayList<>();
        serverIds.forEach(id -> kept.add(names.serverNamespace(id)));
        routerIds.forEach(id -> kept.add(names.routerNamespace(id)));
        if (!networkIds.isEmpty()) {
            kept.add(names.fabric());
        }
        Namespaces.startingWith(names.tag()).stream()
                .filter(namespace -> !kept.contains(namespace))
                .forEach(Namespaces::remove);
        ControlGroups.remove(names.tag(), kept);
        fabric.retain(networkIds);
        volumes.retain(volumeIds);
    }

    private void stopLogged(String serverId) {
        try {
            servers.stop(serverId);
        } catch (SiteDriverException e) {
            LOG.warn("Server {} did not stop cleanly: {}", serverId, e.getMessage());
        }
    }

    @Override
    public void close() {
        try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.present().forEach(id -> stopping.execute(() -> stopLogged(id)));
        }
        Namespaces.startingWith(names.tag()).forEach(Namespaces::remove);
        ControlGroups.remove(names.tag(), List.of());
        fabric.close();
    }
}
