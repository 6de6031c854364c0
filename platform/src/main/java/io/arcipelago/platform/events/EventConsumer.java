package io.arcipelago.platform.events;

import java.util.Set;

/**
 * A bean that handles events, in process and from Kafka alike.
 *
 * <p>The platform calls {@link #consume} in a transaction and records the event's id for this
 * consumer in the same transaction, so a redelivered event is handled once. An exception rolls back
 * and the event is tried again with growing pauses; after the last try it goes to the dead letters,
 * where an operator sees it.
 */
public interface EventConsumer {

    /** The stable name under which handled ids are recorded, such as {@code ranker-attempts}. */
    String name();

    /** The topics wanted. */
    Set<String> topics();

    void consume(ReceivedEvent event);
}
