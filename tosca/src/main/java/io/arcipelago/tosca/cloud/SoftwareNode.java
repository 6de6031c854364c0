package io.arcipelago.tosca.cloud;

import io.arcipelago.tosca.Operation;
import java.util.List;

/**
 * Software to install on a server.
 *
 * @param computeNode the server it ends up on, through other software where there is some
 * @param dependencyLevel levels are configured one after the other, lowest first
 * @param operations with an implementation, in lifecycle order; their inputs are evaluated with
 *     {@link io.arcipelago.tosca.Evaluator#operationInputs}
 * @param ansibleRoles files of its artifacts of type {@code tosca.artifacts.AnsibleGalaxy.role}
 */
public record SoftwareNode(
        String name,
        String type,
        String computeNode,
        int dependencyLevel,
        List<Operation> operations,
        List<String> ansibleRoles) {}
