package io.arcipelago.registry.feed;

/**
 * Why an item is refused.
 *
 * @param remedy what to do about it
 */
record Fault(String message, String remedy) {}
