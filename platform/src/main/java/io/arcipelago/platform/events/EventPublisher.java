package io.arcipelago.platform.events;

/**
 * Writes events to the outbox of the running transaction; they are relayed after it commits.
 *
 * <p>Events with the same topic and key are delivered in the order in which they were published, at
 * least once. A publication outside a transaction is refused with {@link IllegalStateException}: an
 * event must not outlive a change that was rolled back.
 */
public interface EventPublisher {

    void publish(OutgoingEvent event);
}
