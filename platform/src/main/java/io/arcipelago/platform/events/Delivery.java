package io.arcipelago.platform.events;

/**
 * An event on its way to one destination.
 *
 * @param position the event's place in the outbox
 * @param attempts how often it failed there
 * @param json the payload as the publisher wrote it
 */
record Delivery(
        String destination, long position, int attempts, ReceivedEvent event, String json) {}
