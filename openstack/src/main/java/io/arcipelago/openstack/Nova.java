package io.arcipelago.openstack;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compute API v2.1, plain microversion except where said. Poll with {@link #listServers} (brief):
 * an answer in full costs the site calls to Neutron.
 */
public final class Nova {

    private static final int NOT_ACCEPTABLE = 406;
    private static final Map<String, String> WITH_EXTRA_SPECS =
            Map.of("OpenStack-API-Version", "compute 2.61");

    private final ServiceApi api;

    Nova(ServiceApi api) {
        this.api = api;
    }

    /**
     * All flavors that the project may use, with their extra specs where the site tells them. Those
     * that cannot be read are left out.
     */
    public List<Flavor> flavors() {
        return flavors(_ -> {});
    }

    /**
     * The same.
     *
     * @param unreadable is told of each flavor that cannot be read, and why
     */
    public List<Flavor> flavors(Consumer<String> unreadable) {
        try {
            return flavors(WITH_EXTRA_SPECS, unreadable);
        } catch (OpenStackException e) {
            if (e.status() == NOT_ACCEPTABLE) {
                return flavors(Map.of(), unreadable);
            }
            throw e;
        }
    }

    private List<Flavor> flavors(Map<String, String> headers, Consumer<String> unreadable) {
        return api.list("/flavors/detail", "flavors", Map.of(), headers, Flavor::from, unreadable);
    }

    public List<KeyPair> keyPairs() {
        return api.list("/os-keypairs", "keypairs", Map.of(), KeyPair::from);
    }

    public Optional<KeyPair> keyPair(String name) {
        return api.find("/os-keypairs/" + ServiceApi.segment(name)).map(KeyPair::from);
    }

    /** Imports a public key; raises CONFLICT if the name is taken. */
    public KeyPair createKeyPair(String name, String publicKey) {
        ObjectNode body = Json.object();
        body.putObject("keypair").put("name", name).put("public_key", publicKey);
        return KeyPair.from(api.post("/os-keypairs", body));
    }

    /** False if there was none. */
    public boolean deleteKeyPair(String name) {
        return api.delete("/os-keypairs/" + ServiceApi.segment(name));
    }

    /**
     * Accepts a server for building and answers its id. The server may still end in {@link
     * ServerStatus#ERROR} with a fault. On TRANSIENT the server may exist: look for its tags.
     */
    public String createServer(ServerRequest request) {
        return Json.id(api.post("/servers", request.body()).path("server"));
    }

    /** Empty once the server is gone. */
    public Optional<Server> server(String id) {
        return api.find("/servers/" + ServiceApi.segment(id))
                .map(answer -> Server.from(answer.path("server")));
    }

    /** The brief list: ids and names. */
    public List<ServerSummary> listServers(ServerFilter filter) {
        return api.list(
                "/servers",
                "servers",
                filter.query(),
                node -> new ServerSummary(Json.id(node), Json.text(node, "name")));
    }

    /** The list in full; expensive for the site, not for polling. */
    public List<Server> listServersInFull(ServerFilter filter) {
        return api.list("/servers/detail", "servers", filter.query(), Server::from);
    }

    /**
     * The servers with these metadata. Nova ignores a metadata filter of ordinary users, so the
     * name narrows the list at the site and the metadata are compared here.
     */
    public List<Server> listServersByMetadata(ServerFilter filter, Map<String, String> metadata) {
        return listServersInFull(filter).stream()
                .filter(server -> server.metadata().entrySet().containsAll(metadata.entrySet()))
                .toList();
    }

    /** Begins the deletion; false if there was none. Gone when {@link #server} is empty. */
    public boolean deleteServer(String id) {
        return api.delete("/servers/" + ServiceApi.segment(id));
    }

    /** Starts a stopped server; raises CONFLICT if it is running already. */
    public void startServer(String id) {
        action(id, "os-start");
    }

    /** Stops a running server; raises CONFLICT if it is not running. */
    public void stopServer(String id) {
        action(id, "os-stop");
    }

    private void action(String id, String name) {
        ObjectNode body = Json.object();
        body.putNull(name);
        api.post("/servers/" + ServiceApi.segment(id) + "/action", body);
    }

    /** The last lines of the console. */
    public String consoleOutput(String id, int lines) {
        ObjectNode body = Json.object();
        body.putObject("os-getConsoleOutput").put("length", lines);
        return Json.text(
                api.postRepeatable("/servers/" + ServiceApi.segment(id) + "/action", body),
                "output");
    }

    public List<VolumeAttachment> volumeAttachments(String serverId) {
        return api.list(
                attachments(serverId), "volumeAttachments", Map.of(), VolumeAttachment::from);
    }

    /** Attaches an available volume under a device name that the site picks if none is given. */
    public VolumeAttachment attachVolume(
            String serverId, String volumeId, Optional<String> device) {
        ObjectNode body = Json.object();
        ObjectNode attachment = body.putObject("volumeAttachment").put("volumeId", volumeId);
        device.ifPresent(name -> attachment.put("device", name));
        return VolumeAttachment.from(
                api.post(attachments(serverId), body).path("volumeAttachment"));
    }

    /** Begins the detachment; false if the volume was not attached there. */
    public boolean detachVolume(String serverId, String volumeId) {
        return api.delete(attachments(serverId) + "/" + ServiceApi.segment(volumeId));
    }

    private static String attachments(String serverId) {
        return "/servers/" + ServiceApi.segment(serverId) + "/os-volume_attachments";
    }

    /** {@code GET /limits}: the project's absolute limits and use, by Nova's names. */
    public Map<String, Long> limits() {
        Map<String, Long> limits = new LinkedHashMap<>();
        api.get("/limits")
                .path("limits")
                .path("absolute")
                .properties()
                .forEach(entry -> limits.put(entry.getKey(), entry.getValue().asLong(0)));
        return limits;
    }

    /** The project's quotas with usage. */
    public Map<String, QuotaUsage> quotas() {
        return Quotas.read(
                api.get("/os-quota-sets/" + ServiceApi.segment(api.projectId()) + "/detail"),
                "quota_set",
                "in_use");
    }

    /** Whether a fault of a server in ERROR says that the site had no room for it. */
    public static boolean isCapacityFault(ServerFault fault) {
        return fault.message().startsWith("No valid host was found");
    }

    /** Raised by callers that give up on a server in ERROR; carries the site's own reason. */
    public static OpenStackException failed(Server server) {
        String reason = server.fault().map(ServerFault::message).orElse("no fault was told");
        return new OpenStackException(
                Errors.kind(403, reason) == Kind.QUOTA ? Kind.QUOTA : Kind.UNAVAILABLE,
                "Server " + server.name() + " (" + server.id() + ") ended in ERROR: " + reason);
    }
}
