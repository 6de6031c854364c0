package io.arcipelago.platform.events;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to one destination on one virtual thread until the relay stops. */
final class RelayWorker implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(RelayWorker.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    /** One round of work. */
    interface Round {

        /** Delivers what is due; whether there was anything. */
        boolean deliver() throws InterruptedException;
    }

    private final String destination;
    private final Round round;
    private final Deliveries deliveries;
    private final WakeUp wakeUp;
    private final Duration pollInterval;

    RelayWorker(
            String destination,
            Round round,
            Deliveries deliveries,
            WakeUp wakeUp,
            Duration pollInterval) {
        this.destination = destination;
        this.round = round;
        this.deliveries = deliveries;
        this.wakeUp = wakeUp;
        this.pollInterval = pollInterval;
    }

    @Override
    public void run() {
        try {
            while (wakeUp.isOpen()) {
                try {
                    long seen = wakeUp.count();
                    if (!round.deliver()) {
                        wakeUp.await(seen, deliveries.untilNextDue(destination, pollInterval));
                    }
                } catch (RuntimeException e) {
                    log.warn("Relay to {} is held up: {}", destination, e.toString());
                    wakeUp.pause(AFTER_TROUBLE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
