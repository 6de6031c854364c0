package io.arcipelago.site.compute;

import io.arcipelago.site.state.KeyPair;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Key pairs. They belong to the user, not to the project. */
final class KeyPairApi {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 _.@-]{1,255}");

    private final Site site;

    KeyPairApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/os-keypairs", (_, caller) -> list(caller));
        routes.add("POST", "/os-keypairs", this::create);
        routes.add("GET", "/os-keypairs/{name}", this::show);
        routes.add("DELETE", "/os-keypairs/{name}", this::delete);
    }

    private Response list(Caller caller) {
        List<KeyPair> mine =
                site.store()
                        .read(data ->
                                data.keyPairs().values().stream()
                                        .filter(it -> it.userId().equals(caller.userId()))
                                        .toList());
        ObjectNode body = JsonBody.object();
        ArrayNode array = body.putArray("keypairs");
        mine.forEach(it -> array.add(wrapped(it)));
        return Response.json(200, body);
    }

    private Response create(Request request, Caller caller) {
        JsonNode asked = NovaBody.member(request, "keypair");
        String name = JsonBody.text(asked, "name").orElse("");
        if (!NAME.matcher(name).matches()) {
            throw ApiError.badRequest(
                    "Keypair data is invalid: Keypair name must be string and between 1 and 255"
                            + " characters long");
        }
        String publicKey =
                JsonBody.text(asked, "public_key")
                        .orElseThrow(() ->
                                ApiError.badRequest(
                                        "Keypair data is invalid: this site imports public"
                                                + " keys and does not make private ones"));
        String fingerprint = fingerprint(publicKey);
        KeyPair keyPair = new KeyPair(caller.userId(), name, publicKey, fingerprint);
        site.store()
                .change(data -> {
                    String id = SiteData.keyPairId(caller.userId(), name);
                    if (data.keyPairs().containsKey(id)) {
                        throw ApiError.conflict("Key pair '" + name + "' already exists.");
                    }
                    checkQuota(data, caller);
                    return data.keyPairs().putIfAbsent(id, keyPair) == null;
                });
        return Response.json(200, wrapped(keyPair));
    }

    private void checkQuota(SiteData data, Caller caller) {
        int limit =
                site.config()
                        .project(caller.projectId())
                        .map(it -> it.limit("key_pairs"))
                        .orElse(0);
        long used =
                data.keyPairs().values().stream()
                        .filter(it -> it.userId().equals(caller.userId()))
                        .count();
        if (limit >= 0 && used >= limit) {
            throw ApiError.forbidden("Quota exceeded, too many key pairs.");
        }
    }

    /** MD5 over the key's blob, as Nova shows it. */
    private static String fingerprint(String publicKey) {
        String[] parts = publicKey.strip().split("\\s+", 3);
        try {
            if (parts.length < 2
                    || !(parts[0].startsWith("ssh-") || parts[0].startsWith("ecdsa-"))) {
                throw new IllegalArgumentException("not an OpenSSH public key");
            }
            byte[] blob = Base64.getDecoder().decode(parts[1]);
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5").digest(blob));
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("Keypair data is invalid: failed to generate fingerprint");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private Response show(Request request, Caller caller) {
        return Response.json(200, wrapped(find(request, caller)));
    }

    private Response delete(Request request, Caller caller) {
        KeyPair found = find(request, caller);
        site.store()
                .change(data ->
                        Optional.ofNullable(
                                data.keyPairs()
                                        .remove(SiteData.keyPairId(found.userId(), found.name()))));
        return Response.empty(202);
    }

    private KeyPair find(Request request, Caller caller) {
        String name = request.variable("name");
        return site.store()
                .read(data ->
                        Optional.ofNullable(
                                data.keyPairs().get(SiteData.keyPairId(caller.userId(), name))))
                .orElseThrow(() ->
                        ApiError.notFound(
                                "Keypair " + name + " not found for user " + caller.userId()));
    }

    private static ObjectNode wrapped(KeyPair keyPair) {
        ObjectNode wrapper = JsonBody.object();
        wrapper.putObject("keypair")
                .put("name", keyPair.name())
                .put("public_key", keyPair.publicKey())
                .put("fingerprint", keyPair.fingerprint());
        return wrapper;
    }
}
