package io.arcipelago.openstack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark that every cloud object of a deployment carries from the request that creates it, so
 * that a crash before the object's id is stored leaves nothing that a listing cannot find.
 *
 * <p>Servers and volumes take it as metadata in the same request. Neutron takes tags only in a
 * second call, which a crash may prevent: its objects carry the mark in {@code description}. Key
 * pairs have neither, so there the {@linkplain #namePrefix(String) name prefix} is the mark. Give
 * all of them a name of {@link #name()} or {@link #name(String)} too.
 *
 * @param deployment the deployment's id: letters, digits, hyphens
 * @param node the node template's name
 * @param index which instance of the node, from 0
 * @param attempt which placement attempt, from 1
 */
public record Tags(String deployment, String node, int index, int attempt) {

    private static final String DEPLOYMENT = "paas_deployment";
    private static final String NODE = "paas_node";
    private static final String INDEX = "paas_index";
    private static final String ATTEMPT = "paas_attempt";

    private static final Pattern DEPLOYMENT_FORM = Pattern.compile("[A-Za-z0-9-]{1,36}");
    private static final Pattern NODE_FORM = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern DESCRIPTION_FORM =
            Pattern.compile(
                    "paas_deployment=([A-Za-z0-9-]{1,36}) paas_node=([A-Za-z0-9_.-]{1,100})"
                            + " paas_index=(\\d{1,9}) paas_attempt=(\\d{1,9})(?: .*)?");

    public Tags {
        if (!DEPLOYMENT_FORM.matcher(deployment).matches()) {
            throw new IllegalArgumentException(
                    "deployment id '" + deployment + "' must be 1-36 letters, digits or hyphens");
        }
        if (!NODE_FORM.matcher(node).matches()) {
            throw new IllegalArgumentException(
                    "node name '"
                            + node
                            + "' must be 1-100 letters, digits, dots, underscores or hyphens");
        }
        if (index < 0 || attempt < 0) {
            throw new IllegalArgumentException("index and attempt must not be negative");
        }
    }

    /**
     * The beginning of the names of all objects of a deployment. It ends in an underscore, which no
     * deployment's id has: no id's prefix is the beginning of another's.
     */
    public static String namePrefix(String deployment) {
        return "paas-" + deployment + "_";
    }

    /** The name of this node instance's own object, usually its server. */
    public String name() {
        return namePrefix(deployment) + node + "-" + index + "-" + attempt;
    }

    /** The name of a further object of this node instance, such as {@code port} or {@code data}. */
    public String name(String role) {
        return name() + "-" + role;
    }

    /** For the {@code metadata} of servers and volumes. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(DEPLOYMENT, deployment);
        metadata.put(NODE, node);
        metadata.put(INDEX, Integer.toString(index));
        metadata.put(ATTEMPT, Integer.toString(attempt));
        return metadata;
    }

    /** For the {@code description} of Neutron objects. */
    public String description() {
        return String.join(" ", neutronTags());
    }

    /**
     * For {@link Neutron#replaceTags}; each is within Neutron's 60 characters unless the node's
     * name is long.
     */
    public List<String> neutronTags() {
        return metadata().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** Empty if the metadata is not one of ours. */
    public static Optional<Tags> fromMetadata(Map<String, String> metadata) {
        if (!metadata.keySet().containsAll(List.of(DEPLOYMENT, NODE, INDEX, ATTEMPT))) {
            return Optional.empty();
        }
        return fromDescription(
                DEPLOYMENT
                        + "="
                        + metadata.get(DEPLOYMENT)
                        + " "
                        + NODE
                        + "="
                        + metadata.get(NODE)
                        + " "
                        + INDEX
                        + "="
                        + metadata.get(INDEX)
                        + " "
                        + ATTEMPT
                        + "="
                        + metadata.get(ATTEMPT));
    }

    /** Empty if the description is not one of ours. */
    public static Optional<Tags> fromDescription(String description) {
        Matcher found = DESCRIPTION_FORM.matcher(description);
        if (!found.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Tags(
                        found.group(1),
                        found.group(2),
                        Integer.parseInt(found.group(3)),
                        Integer.parseInt(found.group(4))));
    }

    static boolean marks(String deployment, String name, String description) {
        return name.startsWith(namePrefix(deployment))
                || fromDescription(description)
                        .filter(tags -> tags.deployment().equals(deployment))
                        .isPresent();
    }

    static boolean marks(String deployment, String name, Map<String, String> metadata) {
        return name.startsWith(namePrefix(deployment))
                || deployment.equals(metadata.get(DEPLOYMENT));
    }
}
