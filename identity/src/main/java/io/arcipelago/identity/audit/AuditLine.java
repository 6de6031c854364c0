package io.arcipelago.identity.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An event as it is told: in the file, in the table and in answers to administrators.
 *
 * @param principal the name of who did it, else the actor
 */
record AuditLine(AuditEvent event, String principal, String accountName, String groupName) {

    private static final String SOURCE = "io.arcipelago.identity";
    private static final String NOBODY = "<unknown>";

    /** The members in the order of INDIGO IAM's log, then those that are ours. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("timestamp", event.time().toEpochMilli());
        json.put("@type", event.name().type());
        json.put("category", event.name().category());
        json.put("principal", principal.isEmpty() ? NOBODY : principal);
        json.put("message", message());
        event.account().ifPresent(id -> json.put("account", reference(id, accountName)));
        event.group().ifPresent(id -> json.put("group", reference(id, groupName)));
        event.client().ifPresent(id -> json.put("client", Map.of("clientId", id)));
        json.putAll(event.details());
        json.put("source", SOURCE);
        json.put("eventId", event.id().toString());
        json.put("time", event.time().toString());
        json.put("outcome", outcome());
        json.put("actor", event.actor());
        event.client().ifPresent(id -> json.put("clientId", id));
        put(json, "remoteAddress", event.origin().address());
        put(json, "userAgent", event.origin().userAgent());
        put(json, "requestId", event.origin().requestId());
        put(json, "traceId", event.origin().traceId());
        return json;
    }

    String outcome() {
        return event.success() ? "success" : "failure";
    }

    String message() {
        StringBuilder message = new StringBuilder(event.name().words());
        event.account()
                .ifPresent(id ->
                        message.append(", account ")
                                .append(accountName.isEmpty() ? id.toString() : accountName));
        event.group()
                .ifPresent(id ->
                        message.append(", group ")
                                .append(groupName.isEmpty() ? id.toString() : groupName));
        event.client().ifPresent(id -> message.append(", client ").append(id));
        return message.append(", by ").append(principal.isEmpty() ? NOBODY : principal).toString();
    }

    private static Map<String, String> reference(UUID id, String name) {
        return name.isEmpty()
                ? Map.of("uuid", id.toString())
                : Map.of("uuid", id.toString(), "name", name);
    }

    private static void put(Map<String, Object> json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
