package io.arcipelago.tosca.cloud;

import java.util.Optional;

/**
 * Where the user wants the deployment.
 *
 * @param slaId id of the SLA in the registry
 * @param region of the SLA's provider; any when empty
 */
public record SlaPlacement(String slaId, Optional<String> region) {}
