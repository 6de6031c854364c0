package io.arcipelago.identity.testing;

import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps the events in memory, and like the real outbox wants a transaction. */
public final class RecordedEvents implements EventPublisher {

    private final List<OutgoingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void publish(OutgoingEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Event published outside a transaction: " + event);
        }
        events.add(event);
    }

    /** All events so far, the oldest first. */
    public List<OutgoingEvent> all() {
        return List.copyOf(events);
    }

    /** The newest event. */
    public OutgoingEvent last() {
        return events.getLast();
    }
}
