package io.arcipelago.orchestrator.provisioning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object that a deployment has, wants or had on a site. The row exists before the object does.
 *
 * @param attempt the attempt it belongs to
 * @param seq the order of creation within the attempt; removal goes backwards
 * @param node the TOSCA node template it comes from
 * @param index which instance of the node, from 0
 * @param name the name on the site; with the kind it identifies the object there
 * @param cloudId the site's id, once known
 * @param spec what is asked of the site
 * @param attributes what the site told, such as addresses
 */
public record CloudResource(
        UUID id,
        int attempt,
        int seq,
        ResourceKind kind,
        String node,
        int index,
        String name,
        Optional<String> cloudId,
        ResourceState state,
        Optional<String> detail,
        Map<String, Object> spec,
        Map<String, Object> attributes) {

    public CloudResource {
        spec = Map.copyOf(spec);
        attributes = Map.copyOf(attributes);
    }

    /** The same object with what was learnt about it. */
    CloudResource learnt(
            ResourceState newState,
            @Nullable String newCloudId,
            @Nullable String newDetail,
            Map<String, Object> newAttributes) {
        Map<String, Object> merged = new LinkedHashMap<>(attributes);
        merged.putAll(newAttributes);
        return new CloudResource(
                id,
                attempt,
                seq,
                kind,
                node,
                index,
                name,
                newCloudId == null ? cloudId : Optional.of(newCloudId),
                newState,
                newDetail == null ? detail : Optional.of(newDetail),
                spec,
                merged);
    }

    /** A text of the specification that must be there. */
    public String text(String key) {
        Object value = spec.get(key);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalStateException(
                "%s %s has no '%s' in its specification".formatted(kind.wire(), name, key));
    }

    /** A whole number of the specification that must be there. */
    public int number(String key) {
        Object value = spec.get(key);
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalStateException(
                "%s %s has no number '%s' in its specification".formatted(kind.wire(), name, key));
    }

    /** The site's id of an object that is known to exist. */
    public String requiredCloudId() {
        return cloudId.orElseThrow(
                () -> new IllegalStateException(kind.wire() + " " + name + " has no id yet"));
    }
}
