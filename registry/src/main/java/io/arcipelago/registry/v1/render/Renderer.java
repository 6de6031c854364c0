package io.arcipelago.registry.v1.render;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.registry.v1.graph.Attribute;
import io.arcipelago.registry.v1.graph.Graph;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import io.arcipelago.registry.v1.graph.Relation;
import io.arcipelago.registry.v1.query.Narrowing;
import io.arcipelago.registry.v1.render.Branch.View;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes things as version 1 shows them, in one of four shapes: public or private, plain or with
 * what they are connected to. Each object tells its shape as {@code schema_type}.
 */
public final class Renderer {

    /** With offset, without fractions: clients parse it with {@code %Y-%m-%dT%H:%M:%S%z}. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final JsonMapper json;
    private final Graph graph;
    private final boolean publicOnly;
    private final boolean connected;
    private final Narrowing narrowing;

    /**
     * @param publicOnly whether only public attributes are shown
     * @param connected whether related things are shown
     */
    public Renderer(
            JsonMapper json,
            Graph graph,
            boolean publicOnly,
            boolean connected,
            Narrowing narrowing) {
        this.json = json;
        this.graph = graph;
        this.publicOnly = publicOnly;
        this.connected = connected;
        this.narrowing = narrowing;
    }

    /** What a thing is shown below, as far as it changes what is shown of it. */
    private record Below(@Nullable Node project, @Nullable IdentityProvider trust) {

        Below with(@Nullable IdentityProvider names) {
            return new Below(project, names);
        }
    }

    /** Writes an array, one thing after the other, so that long lists need no memory. */
    public void array(OutputStream out, List<Node> nodes) {
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartArray();
            for (Node node : nodes) {
                root(to, node);
            }
            to.writeEndArray();
        }
    }

    public void object(OutputStream out, Node node) {
        try (JsonGenerator to = json.createGenerator(out)) {
            root(to, node);
        }
    }

    private void root(JsonGenerator to, Node node) {
        View view = connected ? Views.of(node.kind()) : Views.PLAIN;
        node(to, node, view, new Below(node.kind() == Kind.PROJECT ? node : null, null));
    }

    private void node(JsonGenerator to, Node node, View view, Below below) {
        List<Branch> branches =
                view.branches().stream()
                        .filter(branch -> Views.has(node.kind(), branch.relation()))
                        .toList();
        boolean open = publicOnly || view.open();
        to.writeStartObject();
        to.writeStringProperty(
                "schema_type",
                (open ? "public" : "private") + (branches.isEmpty() ? "" : "_extended"));
        to.writeStringProperty("uid", node.uid());
        for (Attribute attribute : node.kind().attributes()) {
            if (attribute.isPublic() || !open) {
                to.writeName(attribute.name());
                value(to, value(node, attribute, below));
            }
        }
        IdentityProvider trust = below.trust();
        if (trust != null) {
            relationship(to, trust);
        }
        for (Branch branch : branches) {
            branch(to, node, branch, below.with(null));
        }
        to.writeEndObject();
    }

    private static void relationship(JsonGenerator to, IdentityProvider trust) {
        to.writeName("relationship");
        to.writeStartObject();
        to.writeStringProperty("idp_name", trust.name());
        to.writeStringProperty("protocol", trust.protocol());
        to.writeStringProperty("audience", trust.audience());
        to.writeEndObject();
    }

    private void branch(JsonGenerator to, Node node, Branch branch, Below below) {
        to.writeName(branch.member());
        List<Node> related = related(node, branch.relation(), below);
        if (!branch.many()) {
            if (related.isEmpty()) {
                to.writeNull();
            } else {
                node(to, related.getFirst(), branch.view(), below);
            }
            return;
        }
        to.writeStartArray();
        for (Node other : related) {
            node(
                    to,
                    other,
                    branch.view(),
                    branch.relationship() ? below.with(trust(node, other)) : below);
        }
        to.writeEndArray();
    }

    private @Nullable IdentityProvider trust(Node one, Node other) {
        return one.kind() == Kind.PROVIDER ? graph.trust(one, other) : graph.trust(other, one);
    }

    private List<Node> related(Node node, Relation relation, Below below) {
        List<Node> related = node.all(relation);
        Node project = below.project();
        if (project != null && relation == Relation.PROVIDERS) {
            return ownFirst(related, project.one(Relation.PROVIDER));
        }
        if (node.kind() == Kind.SLA && relation == Relation.PROJECTS) {
            return related.stream().filter(narrowing.projects()).toList();
        }
        if (relation == Relation.PROJECTS && node.kind() != Kind.PROVIDER && shared(node)) {
            return List.of();
        }
        return related;
    }

    private static boolean shared(Node node) {
        return node.kind().attribute("is_shared").isPresent() && node.flag("is_shared");
    }

    /** Clients take the first provider for the project's own one. */
    private List<Node> ownFirst(List<Node> providers, @Nullable Node own) {
        List<Node> ordered = new ArrayList<>(providers);
        if (own != null && ordered.remove(own)) {
            ordered.addFirst(own);
        }
        String only = narrowing.provider();
        return only == null
                ? ordered
                : ordered.stream().filter(provider -> provider.uid().equals(only)).toList();
    }

    private static @Nullable Object value(Node node, Attribute attribute, Below below) {
        Node project = below.project();
        if (project != null && node.kind() == Kind.NETWORK) {
            return networkValue(node, attribute, String.valueOf(project.value("uuid")));
        }
        IdentityProvider trust = below.trust();
        if (trust != null
                && node.kind() == Kind.IDENTITY_PROVIDER
                && attribute.name().equals("endpoint")) {
            // As this provider writes it: clients compare letter by letter.
            return trust.endpoint();
        }
        return node.value(attribute);
    }

    /**
     * Whether a network is a project's default, and the way into it, are the project's own. Clients
     * take {@code is_shared} of a default network for "public", so it tells where it leads.
     */
    private static @Nullable Object networkValue(Node node, Attribute attribute, String project) {
        Network network = node.source(Network.class);
        NetworkUse use =
                network.uses().stream()
                        .filter(candidate -> candidate.project().equals(project))
                        .findFirst()
                        .orElse(null);
        boolean isDefault = use != null && use.isDefault();
        return switch (attribute.name()) {
            case "is_default" -> isDefault;
            case "proxy_host" -> use == null ? null : use.proxyHost();
            case "proxy_user" -> use == null ? null : use.proxyUser();
            case "is_shared" -> isDefault ? network.external() : network.shared();
            default -> node.value(attribute);
        };
    }

    private static void value(JsonGenerator to, @Nullable Object value) {
        switch (value) {
            case null -> to.writeNull();
            case String text -> to.writeString(text);
            case Long number -> to.writeNumber(number);
            case Double number -> to.writeNumber(number);
            case Boolean flag -> to.writeBoolean(flag);
            case LocalDate date -> to.writeString(date.toString());
            case Instant time -> to.writeString(TIME.format(time));
            case List<?> texts -> {
                to.writeStartArray();
                texts.forEach(text -> to.writeString(String.valueOf(text)));
                to.writeEndArray();
            }
            case Map<?, ?> counts -> {
                to.writeStartObject();
                counts.forEach((name, count) -> {
                    to.writeName(String.valueOf(name));
                    to.writeNumber((Long) count);
                });
                to.writeEndObject();
            }
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        }
    }
}
