package io.arcipelago.identity.people;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.linking.DistinguishedNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which accounts are meant. */
public final class PeopleFilter {

    private final String condition;
    private final Map<String, Object> parameters;

    private PeopleFilter(String condition, Map<String, Object> parameters) {
        this.condition = condition;
        this.parameters = Map.copyOf(parameters);
    }

    public static PeopleFilter all() {
        return new PeopleFilter("true", Map.of());
    }

    public static PeopleFilter of(AccountId id) {
        return new PeopleFilter("a.id = :account", Map.of("account", id.value()));
    }

    /** Who has the text in email, user name, id or name, whatever its case. */
    public static PeopleFilter matching(String text) {
        return new PeopleFilter(
                """
                (position(lower(:text) in lower(a.email)) > 0
                 or position(lower(:text) in a.username) > 0
                 or position(lower(:text) in a.id::text) > 0
                 or position(lower(:text) in lower(a.name)) > 0)
                """,
                Map.of("text", text));
    }

    public static PeopleFilter email(String email) {
        return new PeopleFilter("lower(a.email) = lower(:email)", Map.of("email", email));
    }

    public static PeopleFilter username(String username) {
        return new PeopleFilter("a.username = lower(:username)", Map.of("username", username));
    }

    /** Whose label, of whatever prefix, has this name and value. */
    public static PeopleFilter labelled(String name, String value) {
        return new PeopleFilter(
                """
                exists (select from identity.account_label l
                         where l.account_id = a.id and l.name = :label and l.value = :value)
                """,
                Map.of("label", name, "value", value));
    }

    /** Who has a certificate of this subject, written with commas or with slashes. */
    public static PeopleFilter certified(String subject) {
        return new PeopleFilter(
                """
                exists (select from identity.x509_certificate x
                         where x.account_id = a.id and x.subject_dn = :certificateSubject)
                """,
                Map.of("certificateSubject", DistinguishedNames.canonical(subject)));
    }

    public static PeopleFilter inGroup(UUID group) {
        return new PeopleFilter(
                """
                exists (select from identity.membership m
                         where m.account_id = a.id and m.group_id = :group)
                """,
                Map.of("group", group));
    }

    public static PeopleFilter notInGroup(UUID group) {
        return new PeopleFilter(
                """
                not exists (select from identity.membership m
                             where m.account_id = a.id and m.group_id = :notGroup)
                """,
                Map.of("notGroup", group));
    }

    /** Who is in one of the groups of these names. */
    public static PeopleFilter inGroupNamed(Set<String> names) {
        return new PeopleFilter(
                """
                exists (select from identity.membership m
                          join identity.user_group g on g.id = m.group_id
                         where m.account_id = a.id and g.name = any (:groupNames))
                """,
                Map.of("groupNames", names.toArray(String[]::new)));
    }

    public static PeopleFilter managing(UUID group) {
        return new PeopleFilter(
                """
                exists (select from identity.group_manager m
                         where m.account_id = a.id and m.group_id = :managed)
                """,
                Map.of("managed", group));
    }

    /** Who meets both. */
    public PeopleFilter and(PeopleFilter other) {
        Map<String, Object> both = new HashMap<>(parameters);
        both.putAll(other.parameters);
        return new PeopleFilter("(" + condition + ") and (" + other.condition + ")", both);
    }

    String condition() {
        return condition;
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
