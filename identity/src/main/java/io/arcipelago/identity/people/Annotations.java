package io.arcipelago.identity.people;

import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.platform.web.ApiFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The labels and attributes of accounts and groups. */
@Component
public class Annotations {

    /** What carries labels and attributes. */
    public enum Kind {
        ACCOUNT("account"),
        GROUP("group");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** An account or group that exists. */
    public record Bearer(Kind kind, UUID id) {

        private String table(String what) {
            return "identity." + kind.word + "_" + what;
        }

        private String column() {
            return kind.word + "_id";
        }
    }

    private static final Pattern PREFIX =
            Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]*)(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*))*");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]*");
    private static final int MAX_PREFIX = 256;
    private static final int MAX_NAME = 64;
    private static final int MAX_LABEL_VALUE = 64;
    private static final int MAX_ATTRIBUTE_VALUE = 256;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    Annotations(JdbcClient jdbc, AuditTrail audit, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    public List<Label> labels(Bearer bearer) {
        return jdbc.sql(
                        "select prefix, name, value from %s where %s = :id order by prefix, name"
                                .formatted(bearer.table("label"), bearer.column()))
                .param("id", bearer.id())
                .query((row, number) ->
                        new Label(
                                row.getString("prefix"),
                                row.getString("name"),
                                row.getString("value")))
                .list();
    }

    public List<Attribute> attributes(Bearer bearer) {
        return jdbc.sql(
                        "select name, value from %s where %s = :id order by name"
                                .formatted(bearer.table("attribute"), bearer.column()))
                .param("id", bearer.id())
                .query((row, number) ->
                        new Attribute(row.getString("name"), row.getString("value")))
                .list();
    }

    /** Sets a label, in place of one of the same prefix and name. */
    public void set(Bearer bearer, Label label, String actor) {
        check("label", label.name(), label.value(), MAX_LABEL_VALUE);
        if (!label.prefix().isEmpty()
                && (label.prefix().length() > MAX_PREFIX
                        || !PREFIX.matcher(label.prefix()).matches())) {
            throw invalid("label", "the prefix must have the form of a domain name");
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            insert into %s (%s, prefix, name, value)
                            values (:id, :prefix, :name, :value)
                            on conflict (%2$s, prefix, name) do update set value = excluded.value
                            """
                                    .formatted(bearer.table("label"), bearer.column()))
                    .param("id", bearer.id())
                    .param("prefix", label.prefix())
                    .param("name", label.name())
                    .param("value", label.value())
                    .update();
            publish(bearer, "label-set", label.prefix(), label.name(), label.value(), actor);
        });
    }

    /** Sets an attribute, in place of one of the same name. */
    public void set(Bearer bearer, Attribute attribute, String actor) {
        check("attribute", attribute.name(), attribute.value(), MAX_ATTRIBUTE_VALUE);
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            insert into %s (%s, name, value) values (:id, :name, :value)
                            on conflict (%2$s, name) do update set value = excluded.value
                            """
                                    .formatted(bearer.table("attribute"), bearer.column()))
                    .param("id", bearer.id())
                    .param("name", attribute.name())
                    .param("value", attribute.value())
                    .update();
            publish(bearer, "attribute-set", "", attribute.name(), attribute.value(), actor);
        });
    }

    /** Takes a label away; nothing happens if it is not there. */
    public void removeLabel(Bearer bearer, String prefix, String name, String actor) {
        transaction.executeWithoutResult(status -> {
            int removed =
                    jdbc.sql(
                                    """
                                    delete from %s
                                     where %s = :id and prefix = :prefix and name = :name
                                    """
                                            .formatted(bearer.table("label"), bearer.column()))
                            .param("id", bearer.id())
                            .param("prefix", prefix)
                            .param("name", name)
                            .update();
            if (removed > 0) {
                publish(bearer, "label-removed", prefix, name, "", actor);
            }
        });
    }

    /** Takes an attribute away; nothing happens if it is not there. */
    public void removeAttribute(Bearer bearer, String name, String actor) {
        transaction.executeWithoutResult(status -> {
            int removed =
                    jdbc.sql(
                                    "delete from %s where %s = :id and name = :name"
                                            .formatted(bearer.table("attribute"), bearer.column()))
                            .param("id", bearer.id())
                            .param("name", name)
                            .update();
            if (removed > 0) {
                publish(bearer, "attribute-removed", "", name, "", actor);
            }
        });
    }

    private void publish(
            Bearer bearer, String what, String prefix, String name, String value, String actor) {
        Map<String, String> details = new LinkedHashMap<>();
        if (!prefix.isEmpty()) {
            details.put("prefix", prefix);
        }
        details.put("name", name);
        if (!value.isEmpty()) {
            details.put("value", value);
        }
        switch (bearer.kind()) {
            case ACCOUNT ->
                    audit.accountChanged("account." + what, bearer.id().toString(), actor, details);
            case GROUP ->
                    audit.groupChanged("group." + what, bearer.id().toString(), actor, details);
        }
    }

    private static void check(String what, String name, String value, int maxValue) {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw invalid(
                    what, "the name must be a letter, then at most 63 letters, digits or - _ .");
        }
        if (value.length() > maxValue || value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(
                    what,
                    "the value must have at most " + maxValue + " characters and no line break");
        }
    }

    private static ApiFailure invalid(String what, String why) {
        return ApiFailure.badRequest("invalid-" + what, "Invalid " + what + ": " + why);
    }
}
