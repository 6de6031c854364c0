package io.arcipelago.orchestrator.configuration;

import java.util.Map;

/**
 * An operation of a software node: a playbook of the catalogue, run on the servers of one node.
 *
 * @param software the software's node template
 * @param hostNode the node template whose servers it runs on
 * @param playbook the path within the catalogue, such as {@code ansible/playbooks/web_service.yml}
 * @param variables the operation's inputs; may hold secrets
 */
public record Play(
        String software, String hostNode, String playbook, Map<String, Object> variables) {

    public Play {
        variables = Map.copyOf(variables);
    }

    @Override
    public String toString() {
        return "Play[%s on %s: %s]".formatted(software, hostNode, playbook);
    }
}
