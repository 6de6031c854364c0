package io.arcipelago.platform.events;

/**
 * An event about to be published.
 *
 * @param topic the Kafka topic, such as {@code arcipelago.deployments}
 * @param key the identity whose events keep their order, such as a deployment's id
 * @param type the CloudEvents type, such as {@code io.arcipelago.deployment.submitted.v1}
 * @param subject the CloudEvents subject: the thing the event is about
 * @param data the payload, serialised as JSON; must hold no secret
 */
public record OutgoingEvent(String topic, String key, String type, String subject, Object data) {}
