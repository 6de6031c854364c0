package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.orchestrator.configuration.Play;
import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.OutputValue;
import io.arcipelago.orchestrator.placement.Demand;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.tosca.AttributeSource;
import io.arcipelago.tosca.BoundTemplate;
import io.arcipelago.tosca.Evaluation;
import io.arcipelago.tosca.Evaluator;
import io.arcipelago.tosca.Operation;
import io.arcipelago.tosca.cloud.CloudTopology;
import io.arcipelago.tosca.cloud.ComputeNode;
import io.arcipelago.tosca.cloud.OsUser;
import io.arcipelago.tosca.cloud.SlaPlacement;
import io.arcipelago.tosca.cloud.SoftwareNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template with its inputs, as the steps use it: what to create, what to run, what to tell. */
public final class Blueprint {

    private static final String HIDDEN = "(hidden)";

    private static final String VOLUME_PLAYBOOK = "ansible/playbooks/volume.yml";
    private static final String ACCOUNTS_PLAYBOOK = "ansible/playbooks/os_users.yml";

    private final BoundTemplate template;
    private final CloudTopology topology;
    private final Set<String> secretValues;

    Blueprint(BoundTemplate template, CloudTopology topology, Set<String> secretValues) {
        this.template = template;
        this.topology = topology;
        this.secretValues = Set.copyOf(secretValues);
    }

    public CloudTopology topology() {
        return topology;
    }

    /** What the deployment asks of a site. */
    public Demand demand() {
        return Demands.of(topology);
    }

    /** The site that a policy of the template asks for. */
    public Optional<SlaPlacement> placement() {
        return topology.placement();
    }

    /** Texts that must never show up in a log or an event. */
    public Set<String> secretValues() {
        return secretValues;
    }

    /**
     * The operations of all software in the order in which they are run: by dependency level,
     * within a level by the template's order.
     */
    public List<Play> plays(AttributeSource attributes, Deployment deployment) {
        Evaluator evaluator = template.evaluator(attributes);
        List<Play> plays = new ArrayList<>(serverPlays());
        topology.software().stream()
                .sorted(Comparator.comparingInt(SoftwareNode::dependencyLevel))
                .forEach(software ->
                        software.operations()
                                .forEach(operation ->
                                        play(software, operation, evaluator, deployment)
                                                .ifPresent(plays::add)));
        // Software whose operations share one playbook is configured by it once.
        List<Play> distinct = new ArrayList<>();
        for (Play play : plays) {
            if (distinct.stream().noneMatch(play::equals)) {
                distinct.add(play);
            }
        }
        return distinct;
    }

    /** What every server needs before its software: its volumes and accounts. */
    private List<Play> serverPlays() {
        List<Play> plays = new ArrayList<>();
        for (ComputeNode server : topology.computes()) {
            boolean mounts =
                    topology.attachments().stream()
                            .filter(it -> it.computeNode().equals(server.name()))
                            .anyMatch(it -> it.location().isPresent());
            if (mounts) {
                plays.add(new Play("volume", server.name(), VOLUME_PLAYBOOK, Map.of()));
            }
            if (!server.osUsers().isEmpty()) {
                plays.add(
                        new Play(
                                "accounts",
                                server.name(),
                                ACCOUNTS_PLAYBOOK,
                                Map.of(
                                        "os_users",
                                        server.osUsers().stream()
                                                .map(Blueprint::account)
                                                .toList())));
            }
        }
        return plays;
    }

    private static Map<String, Object> account(OsUser user) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("os_user_name", user.name());
        account.put("os_user_add_to_sudoers", user.addToSudoers());
        user.sshPublicKey().ifPresent(key -> account.put("os_user_ssh_public_key", key));
        return account;
    }

    private static Optional<Play> play(
            SoftwareNode software,
            Operation operation,
            Evaluator evaluator,
            Deployment deployment) {
        return operation
                .implementation()
                .map(playbook -> {
                    Map<String, Object> variables = new LinkedHashMap<>();
                    evaluator
                            .operationInputs(
                                    software.name(), operation.interfaceName(), operation.name())
                            .forEach((name, value) ->
                                    value(software, name, value)
                                            .ifPresent(known -> variables.put(name, known)));
                    variables.put("deployment_id", deployment.id().toString());
                    variables.put("deployment_title", deployment.title());
                    return new Play(software.name(), software.computeNode(), playbook, variables);
                });
    }

    private static Optional<Object> value(SoftwareNode software, String name, Evaluation value) {
        return switch (value) {
            case Evaluation.Known known -> Optional.of(known.value());
            case Evaluation.Absent absent -> Optional.empty();
            case Evaluation.Unresolved unresolved ->
                    throw ApiFailure.badRequest(
                            "value-unresolved",
                            "Input %s of %s cannot be told: %s"
                                    .formatted(name, software.name(), unresolved.reason()));
        };
    }

    /**
     * The template's outputs in its order; one that cannot be told is left out. Outputs are stored
     * and shown to the whole group, so a secret input is not repeated in them.
     */
    public List<OutputValue> outputs(AttributeSource attributes) {
        List<OutputValue> outputs = new ArrayList<>();
        template.evaluator(attributes)
                .outputs()
                .forEach((name, value) ->
                        value.known()
                                .ifPresent(known ->
                                        outputs.add(new OutputValue(name, withoutSecrets(known)))));
        return outputs;
    }

    private Object withoutSecrets(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> hidden = new LinkedHashMap<>();
                map.forEach((key, entry) ->
                        hidden.put(key, entry == null ? "" : withoutSecrets(entry)));
                yield hidden;
            }
            case List<?> list ->
                    list.stream().map(it -> it == null ? "" : withoutSecrets(it)).toList();
            default -> {
                String text = String.valueOf(value);
                yield secretValues.stream().anyMatch(secret -> tells(text, secret))
                        ? HIDDEN
                        : value;
            }
        };
    }

    /** A short secret is part of many a text by chance. */
    private static boolean tells(String text, String secret) {
        return text.equals(secret) || (secret.length() >= 4 && text.contains(secret));
    }
}
