package io.arcipelago.identity.exchange;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes policies of what the product's clients may exchange. It runs when these clients are
 * registered and before the first request.
 */
@Component
class SeededExchangePolicies implements SmartLifecycle {

    private final ExchangePolicies policies;
    private volatile boolean running;

    SeededExchangePolicies(ExchangePolicies policies) {
        this.policies = policies;
    }

    @Override
    public void start() {
        policies.seed();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which starts among the last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
