package io.arcipelago.cli.deployments;

import java.util.List;

/** A page of deployments, newest first. */
record DeploymentPage(List<Deployment> content, long totalElements, int number, int size) {

    DeploymentPage {
        content = content == null ? List.of() : List.copyOf(content);
    }
}
