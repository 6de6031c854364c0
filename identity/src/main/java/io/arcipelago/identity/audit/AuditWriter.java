package io.arcipelago.identity.audit;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes events where they belong: to the table that administrators search, to the log file, and to
 * {@code arcipelago.identity} on Kafka. What changes something is stored in the transaction of the
 * change and reaches the file after it.
 */
@Component
class AuditWriter {

    private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);

    /** The minute that passes, and how many refusals got a row in it. */
    private record Minute(long number, int refusals) {}

    private final EventPublisher events;
    private final AuditTable table;
    private final AuditFile file;
    private final AuditSettings settings;
    private final TransactionTemplate transaction;
    private final Issuer issuer;
    private final InstantSource clock;
    private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(0, 0));

    AuditWriter(
            EventPublisher events,
            AuditTable table,
            AuditFile file,
            AuditSettings settings,
            PlatformTransactionManager transactions,
            Issuer issuer,
            InstantSource clock) {
        this.events = events;
        this.table = table;
        this.file = file;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Something changed: all or nothing of it is told, with the change.
     *
     * @param subject what the event on Kafka is about
     * @param details of the event on Kafka; the issuer is added
     * @param drafts the lines of the log
     */
    void changed(
            String what, String subject, Map<String, String> details, List<AuditDraft> drafts) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("issuer", issuer.value());
        List<AuditEvent> told = finished(drafts);
        transaction.executeWithoutResult(status -> {
            events.publish(outgoing(what, subject, data));
            store(told);
        });
    }

    /** What changes nothing, where the configuration wants it. */
    void seen(Set<AuditSettings.Place> places, String what, AuditDraft draft) {
        if (places.isEmpty()) {
            return;
        }
        AuditEvent event = draft.at(clock.instant(), Origin.current());
        boolean kafka = places.contains(AuditSettings.Place.KAFKA);
        boolean row = places.contains(AuditSettings.Place.TABLE);
        if (kafka || row) {
            transaction.executeWithoutResult(status -> {
                if (kafka) {
                    events.publish(outgoing(what, event.actor(), event.unnamed().json()));
                }
                if (row) {
                    table.add(List.of(event));
                }
            });
        }
        if (places.contains(AuditSettings.Place.FILE)) {
            file.write(event.unnamed());
        }
    }

    /** All are in the file; so many in the table that nobody can fill it by being refused. */
    void refused(AuditDraft draft) {
        AuditEvent event = draft.failed().at(clock.instant(), Origin.current());
        try {
            if (withinBudget(event.time())) {
                transaction.executeWithoutResult(status -> store(List.of(event)));
                return;
            }
        } catch (DataAccessException | TransactionException databaseDown) {
            // Who is refused must get the refusal, and the file the line.
            log.warn("A refusal could not be stored: {}", databaseDown.toString());
        }
        file.write(event.unnamed());
    }

    private boolean withinBudget(Instant now) {
        long number = now.getEpochSecond() / 60;
        Minute current =
                minute.updateAndGet(known ->
                        new Minute(number, known.number() == number ? known.refusals() + 1 : 1));
        return current.refusals() <= settings.refusalsPerMinute();
    }

    private List<AuditEvent> finished(List<AuditDraft> drafts) {
        Instant now = clock.instant();
        Origin origin = Origin.current();
        return drafts.stream().map(draft -> draft.at(now, origin)).toList();
    }

    /** In the running transaction; what is rolled back reaches no file either. */
    private void store(List<AuditEvent> told) {
        List<AuditLine> lines = table.add(told);
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        lines.forEach(file::write);
                    }
                });
    }

    private static OutgoingEvent outgoing(String what, String subject, Object data) {
        return new OutgoingEvent(
                AuditTrail.TOPIC, subject, "io.arcipelago.identity." + what + ".v1", subject, data);
    }
}
