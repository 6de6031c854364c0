package io.arcipelago.identity.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An event that is being put together. */
final class AuditDraft {

    private final EventName name;
    private final String actor;
    private final Details details = new Details();
    private boolean success = true;
    private Optional<UUID> account = Optional.empty();
    private Optional<String> client = Optional.empty();
    private Optional<UUID> group = Optional.empty();

    private AuditDraft(EventName name, String actor) {
        this.name = name;
        this.actor = actor;
    }

    static AuditDraft of(EventName name, String actor) {
        return new AuditDraft(name, Details.clean(actor));
    }

    /** By the service's own name of the event. */
    static AuditDraft of(String dotted, String actor) {
        return of(EventName.of(dotted), actor);
    }

    AuditDraft failed() {
        success = false;
        return this;
    }

    /** Whom it is about; a text that is no account's id counts as not said. */
    AuditDraft account(String id) {
        account = AuditEvent.uuid(id);
        return this;
    }

    AuditDraft client(String id) {
        client = id.isEmpty() ? Optional.empty() : Optional.of(Details.clean(id));
        return this;
    }

    AuditDraft group(String id) {
        group = AuditEvent.uuid(id);
        return this;
    }

    AuditDraft text(String field, String value) {
        details.text(field, value);
        return this;
    }

    AuditDraft texts(String field, Iterable<String> values) {
        details.texts(field, values);
        return this;
    }

    AuditDraft object(String field, Map<String, String> members) {
        details.object(field, members);
        return this;
    }

    AuditDraft all(Map<String, String> values) {
        details.all(values);
        return this;
    }

    AuditDraft claims(Map<String, Object> claims) {
        details.claims(claims);
        return this;
    }

    AuditEvent at(Instant now, Origin origin) {
        return new AuditEvent(
                UUID.randomUUID(),
                now,
                name,
                success,
                actor,
                account,
                client,
                group,
                details.fields(),
                origin);
    }
}
