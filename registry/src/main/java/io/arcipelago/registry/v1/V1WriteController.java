package io.arcipelago.registry.v1;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.StandardFailures;
import io.arcipelago.registry.access.RegistryRights;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.v1.document.Patches;
import io.arcipelago.registry.v1.document.ProviderDocument;
import io.arcipelago.registry.v1.graph.Graph;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.query.Narrowing;
import io.arcipelago.registry.v1.render.Renderer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes what version 1 shows: whole providers, and single things. Who may do it is asked before
 * anything is looked up or read.
 */
@RestController
@RequestMapping("/api/v1")
class V1WriteController {

    private final Federations federations;
    private final V1Graphs graphs;
    private final RegistryRights rights;
    private final V1Writes writes;
    private final JsonMapper json;

    V1WriteController(
            Federations federations,
            V1Graphs graphs,
            RegistryRights rights,
            V1Writes writes,
            JsonMapper json) {
        this.federations = federations;
        this.graphs = graphs;
        this.rights = rights;
        this.writes = writes;
        this.json = json;
    }

    @PostMapping("/providers")
    void create(
            Optional<Caller> caller,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletResponse response)
            throws IOException {
        Caller administrator = administrator(caller);
        ProviderDocument document = ProviderDocument.read(json, orEmpty(body));
        String uid = writes.create(administrator, federations.current(), document);
        answer(response, HttpStatus.CREATED, Kind.PROVIDER, uid, true);
    }

    @PutMapping("/providers/{uid}")
    void replace(
            Optional<Caller> caller,
            @PathVariable String uid,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletResponse response)
            throws IOException {
        Caller administrator = administrator(caller);
        Federation federation = federations.current();
        Node node = node(federation, Kind.PROVIDER, uid);
        ProviderDocument document = ProviderDocument.read(json, orEmpty(body));
        ProviderState known = node.provider();
        if (writes.replace(administrator, federation, known, document)) {
            answer(response, HttpStatus.OK, Kind.PROVIDER, uid, true);
        } else {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
        }
    }

    @PatchMapping("/{collection}/{uid}")
    void patch(
            Optional<Caller> caller,
            @PathVariable String collection,
            @PathVariable String uid,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletResponse response)
            throws IOException {
        Caller administrator = administrator(caller);
        Kind kind = V1ReadController.kind(collection);
        Federation federation = federations.current();
        Node node = node(federation, kind, uid);
        if (writes.patch(administrator, federation, Patches.read(json, orEmpty(body), node))) {
            answer(response, HttpStatus.OK, kind, uid, false);
        } else {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
        }
    }

    /** What is not there is gone already. */
    @DeleteMapping("/{collection}/{uid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Optional<Caller> caller, @PathVariable String collection, @PathVariable String uid) {
        Caller administrator = administrator(caller);
        Kind kind = V1ReadController.kind(collection);
        graphs.of(federations.current())
                .find(kind, uid)
                .ifPresent(node -> writes.remove(administrator, node));
    }

    private Caller administrator(Optional<Caller> caller) {
        Caller known = caller.orElseThrow(StandardFailures::tokenRequired);
        rights.requireAdmin(known);
        return known;
    }

    private Node node(Federation federation, Kind kind, String uid) {
        return V1ReadController.find(graphs.of(federation), kind, uid);
    }

    private static byte[] orEmpty(byte @Nullable [] body) {
        return body == null ? new byte[0] : body;
    }

    private void answer(
            HttpServletResponse response,
            HttpStatus status,
            Kind kind,
            String uid,
            boolean connected)
            throws IOException {
        Graph graph = graphs.of(federations.current());
        Node node = V1ReadController.find(graph, kind, uid);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        new Renderer(json, graph, false, connected, Narrowing.NONE)
                .object(response.getOutputStream(), node);
    }
}
