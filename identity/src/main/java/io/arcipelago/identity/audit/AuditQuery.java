package io.arcipelago.identity.audit;

import io.arcipelago.identity.database.Columns;
import io.arcipelago.platform.web.ApiFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events are meant: the conditions of a search as SQL, with their parameters. */
final class AuditQuery {

    /** How far back a search for a text goes unless told; it reads what the others leave. */
    static final Duration TEXT_SEARCH = Duration.ofDays(90);

    private static final int LONGEST = 256;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private AuditQuery() {}

    /** Reads the parameters of a search; raises a bad request that names the wrong one. */
    static AuditQuery of(Map<String, String> asked, Instant now) {
        AuditQuery query = new AuditQuery();
        Instant from = time("from", asked.get("from"));
        Instant to = time("to", asked.get("to"));
        String text = text("q", asked.get("q"));
        if (from == null && !text.isEmpty()) {
            from = (to == null ? now : to).minus(TEXT_SEARCH);
        }
        if (from != null) {
            query.add("e.occurred_at >= :from", "from", Columns.timestamp(from));
        }
        if (to != null) {
            query.add("e.occurred_at < :to", "to", Columns.timestamp(to));
        }
        query.equal("e.type", "type", text("type", asked.get("type")));
        query.equal("e.principal", "principal", text("principal", asked.get("principal")));
        query.equal("e.client_id", "client", text("client", asked.get("client")));
        query.category(text("category", asked.get("category")));
        query.outcome(text("outcome", asked.get("outcome")));
        query.account(text("account", asked.get("account")));
        if (!text.isEmpty()) {
            query.add(
                    """
                    position(:text in lower(concat_ws(' ', e.type, e.principal, e.actor,
                             e.account_name, e.group_name, e.client_id, e.remote_address,
                             e.request_id, e.details::text))) > 0
                    """,
                    "text",
                    text.toLowerCase(Locale.ROOT));
        }
        String before = text("before", asked.get("before"));
        if (!before.isEmpty()) {
            query.before(before);
        }
        return query;
    }

    String condition() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void category(String category) {
        if (!category.isEmpty()) {
            try {
                equal(
                        "e.category",
                        "category",
                        AuditCategory.valueOf(category.toUpperCase(Locale.ROOT)).name());
            } catch (IllegalArgumentException unknown) {
                throw invalid("category", "is none of " + List.of(AuditCategory.values()));
            }
        }
    }

    private void outcome(String outcome) {
        if (!outcome.isEmpty() && !outcome.equals("success") && !outcome.equals("failure")) {
            throw invalid("outcome", "must be success or failure");
        }
        equal("e.outcome", "outcome", outcome);
    }

    /** Whom the event is about, by id or by name. */
    private void account(String account) {
        AuditEvent.uuid(account)
                .ifPresentOrElse(
                        id -> add("e.account_id = :account", "account", id),
                        () -> equal("e.account_name", "account", account));
    }

    private void before(String position) {
        try {
            add(
                    """
                    (e.occurred_at, e.id)
                    < (select b.occurred_at, b.id from identity.audit_event b where b.id = :before)
                    """,
                    "before",
                    Long.parseLong(position));
        } catch (NumberFormatException notANumber) {
            throw invalid("before", "must be the 'next' of an earlier answer");
        }
    }

    private void equal(String column, String name, String value) {
        if (!value.isEmpty()) {
            add(column + " = :" + name, name, value);
        }
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
    }

    private static String text(String name, @Nullable String value) {
        if (value == null) {
            return "";
        }
        if (value.length() > LONGEST) {
            throw invalid(name, "is longer than " + LONGEST + " characters");
        }
        return Details.clean(value);
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return value.matches("\\d{1,15}")
                    ? Instant.ofEpochMilli(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException notATime) {
            throw invalid(
                    name, "must be a time such as 2026-05-01T00:00:00Z or milliseconds since 1970");
        }
    }

    private static ApiFailure invalid(String name, String what) {
        return ApiFailure.badRequest("invalid-parameter", "The parameter " + name + " " + what);
    }
}
