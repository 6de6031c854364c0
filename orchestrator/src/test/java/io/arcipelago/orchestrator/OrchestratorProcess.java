package io.arcipelago.orchestrator;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** An orchestrator in a process of its own, to be killed. Arguments are properties. */
final class OrchestratorProcess {

    private OrchestratorProcess() {}

    public static void main(String[] properties) {
        new SpringApplicationBuilder(TestOrchestrator.App.class).properties(properties).run();
    }
}
