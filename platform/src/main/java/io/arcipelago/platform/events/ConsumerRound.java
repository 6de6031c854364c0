package io.arcipelago.platform.events;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives one event to one consumer. The delivery disappears in the consumer's own transaction, so
 * its effects in the database happen exactly once however often the process dies.
 */
final class ConsumerRound implements RelayWorker.Round {

    private static final Logger log = LoggerFactory.getLogger(ConsumerRound.class);

    private final EventConsumer consumer;
    private final Deliveries deliveries;
    private final TransactionTemplate transaction;
    private final EventProperties properties;

    ConsumerRound(
            EventConsumer consumer,
            Deliveries deliveries,
            TransactionTemplate transaction,
            EventProperties properties) {
        this.consumer = consumer;
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.properties = properties;
    }

    @Override
    public boolean deliver() {
        AtomicReference<@Nullable Delivery> claimed = new AtomicReference<>();
        try {
            transaction.executeWithoutResult(status -> {
                List<Delivery> due = deliveries.claim(consumer.name(), 1);
                if (!due.isEmpty()) {
                    Delivery delivery = due.getFirst();
                    claimed.set(delivery);
                    consumer.consume(delivery.event());
                    deliveries.done(consumer.name(), List.of(delivery.position()));
                }
            });
            return claimed.get() != null;
        } catch (RuntimeException | Error e) {
            // An Error too: one event that, say, overflows the stack must not end the worker.
            Delivery delivery = claimed.get();
            if (delivery == null) {
                throw e;
            }
            failed(delivery, e);
            return true;
        }
    }

    private void failed(Delivery delivery, Throwable error) {
        int failures = delivery.attempts() + 1;
        boolean last = failures >= properties.attempts();
        log.warn(
                "Consumer {} failed on event {} ({}), attempt {} of {}{}",
                consumer.name(),
                delivery.event().id(),
                delivery.event().type(),
                failures,
                properties.attempts(),
                last ? "; it goes to the dead letters" : "",
                error);
        if (last) {
            deliveries.bury(delivery, error.toString());
        } else {
            deliveries.postpone(delivery, properties.pauseAfter(failures));
        }
    }
}
