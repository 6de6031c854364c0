package io.arcipelago.registry.v1;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.PublicUrl;
import io.arcipelago.registry.access.RegistryViews;
import io.arcipelago.registry.access.View;
import io.arcipelago.registry.v1.graph.Graph;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.query.Narrowing;
import io.arcipelago.registry.v1.query.Selection;
import io.arcipelago.registry.v1.query.V1Query;
import io.arcipelago.registry.v1.render.Renderer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Reads the collections of version 1: lists, and single things. */
@RestController
@RequestMapping("/api/v1")
class V1ReadController {

    private final V1Graphs graphs;
    private final RegistryViews views;
    private final V1Settings settings;
    private final PublicUrl publicUrl;
    private final JsonMapper json;
    private final InstantSource clock;

    V1ReadController(
            V1Graphs graphs,
            RegistryViews views,
            V1Settings settings,
            PublicUrl publicUrl,
            JsonMapper json,
            InstantSource clock) {
        this.graphs = graphs;
        this.views = views;
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.json = json;
        this.clock = clock;
    }

    /** The kind of thing that a collection holds; 404 for a collection that there is not. */
    static Kind kind(String collection) {
        return Kind.ofCollection(collection)
                .orElseThrow(() -> ApiFailure.notFound("collection-unknown", "Not Found"));
    }

    /** 404 for a thing that is not there or that the caller does not see. */
    static Node find(Graph graph, Kind kind, String uid) {
        return graph.find(kind, uid)
                .orElseThrow(() ->
                        ApiFailure.notFound(
                                "thing-unknown",
                                "There is no %s '%s'".formatted(kind.title(), uid)));
    }

    @GetMapping("/{collection}")
    void list(
            Optional<Caller> caller,
            @PathVariable String collection,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        View view = views.of(caller, null);
        Kind kind = kind(collection);
        V1Query query = V1Query.read(kind, request.getParameterMap(), view.anonymous());
        Graph graph = graphs.of(view.federation());
        Selection found = query.select(graph.all(kind), preferred(kind, caller), settings.most());
        found.rest().ifPresent(rest -> tellOfRest(request, response, found, rest));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        renderer(graph, view, query.brief(), query.connected(), query.narrowing())
                .array(response.getOutputStream(), found.nodes());
    }

    /** Clients take the first project: one of the caller's, with an agreement that is in force. */
    private @Nullable Comparator<Node> preferred(Kind kind, Optional<Caller> caller) {
        return kind == Kind.PROJECT
                ? new BestProjectFirst(caller.map(RegistryViews::groups).orElse(Set.of()), clock)
                : null;
    }

    private void tellOfRest(
            HttpServletRequest request,
            HttpServletResponse response,
            Selection found,
            Selection.Rest rest) {
        String next =
                UriComponentsBuilder.fromUri(publicUrl.of(request))
                        .replaceQueryParam("page")
                        .replaceQueryParam("size")
                        .replaceQueryParam("skip", rest.skip())
                        .replaceQueryParam("limit", rest.limit())
                        .build(true)
                        .toUriString();
        response.setHeader(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        response.setHeader("X-Total-Count", Integer.toString(found.total()));
    }

    @GetMapping("/{collection}/{uid}")
    void one(
            Optional<Caller> caller,
            @PathVariable String collection,
            @PathVariable String uid,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        View view = views.of(caller, null);
        Kind kind = kind(collection);
        V1Query query = V1Query.read(kind, request.getParameterMap(), view.anonymous());
        Graph graph = graphs.of(view.federation());
        Node node = find(graph, kind, uid);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        renderer(graph, view, query.brief(), query.connected(), Narrowing.NONE)
                .object(response.getOutputStream(), node);
    }

    private Renderer renderer(
            Graph graph, View view, boolean brief, boolean connected, Narrowing narrowing) {
        return new Renderer(json, graph, view.anonymous() || brief, connected, narrowing);
    }
}
