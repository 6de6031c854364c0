package io.arcipelago.site.driver;

import java.util.List;
import java.util.Set;

/**
 * Makes a site's networks, routers, volumes and servers exist. One instance serves one site.
 *
 * <p>Methods named {@code ensure} take the whole desired state and are idempotent; methods named
 * {@code remove} accept what is already gone. All of them block until the change holds, are called
 * off the request threads, and are never called concurrently for the same id. A change that cannot
 * be made raises {@link SiteDriverException}, whose message becomes the server's fault.
 */
public interface SiteDriver extends AutoCloseable {

    /** {@code simulated} or {@code sandboxed}, as shown to people. */
    String name();

    /** Whether servers can be booted from the image of this name; only such images are offered. */
    default boolean boots(String image) {
        return true;
    }

    /** Makes a network's layer-2 segment exist. */
    void ensureNetwork(NetworkSpec network);

    void removeNetwork(String networkId);

    /** Makes a router exist with exactly these interfaces and floating addresses. */
    void ensureRouter(RouterSpec router);

    void removeRouter(String routerId);

    void ensureVolume(VolumeSpec volume);

    void removeVolume(String volumeId);

    /** Boots a server, or starts a stopped one again with the disk it had. */
    void ensureServer(ServerSpec server);

    /** Powers a server off; its disk stays. */
    void stopServer(String serverId);

    /** Destroys a server and its disk. Attached volumes stay. */
    void removeServer(String serverId);

    /** Makes exactly these volumes visible in a running server, each under its device name. */
    void ensureAttachments(String serverId, List<Attachment> attachments);

    /** Replaces the firewall rules of a server's ports. */
    void ensureFirewall(String serverId, List<FirewallRule> rules);

    /** Whether the server's processes are running. */
    boolean isRunning(String serverId);

    /** The last lines of what the server wrote to its console, oldest first. */
    List<String> console(String serverId, int maxLines);

    /**
     * Removes everything of this site that is not named: what a crash left behind. Called once
     * before the site takes requests.
     */
    void reconcile(
            Set<String> networkIds,
            Set<String> routerIds,
            Set<String> volumeIds,
            Set<String> serverIds);

    /** Stops all servers and removes all networks and routers; disks and volumes stay. */
    @Override
    void close();
}
