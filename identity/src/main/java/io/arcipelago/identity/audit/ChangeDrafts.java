package io.arcipelago.identity.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the log says of changes of accounts and groups, from the details that their events have. */
final class ChangeDrafts {

    private ChangeDrafts() {}

    static List<AuditDraft> ofAccount(
            String what, String account, String actor, Map<String, String> details) {
        if (what.equals("account.changed") && !details.isEmpty()) {
            return details.entrySet().stream()
                    .map(change ->
                            AuditDraft.of(EventName.replaced(change.getKey()), actor)
                                    .account(account)
                                    .text(change.getKey(), change.getValue()))
                    .toList();
        }
        AuditDraft draft = AuditDraft.of(what, actor).account(account);
        return List.of(annotated(what, details, draft));
    }

    static List<AuditDraft> ofGroup(
            String what, String group, String actor, Map<String, String> details) {
        String accounts = details.get("accounts");
        if (accounts != null) {
            // One for each, so that the search by account finds it.
            return Arrays.stream(accounts.split(" "))
                    .map(account ->
                            AuditDraft.of(what, actor)
                                    .group(group)
                                    .account(account)
                                    .text("name", details.getOrDefault("name", "")))
                    .toList();
        }
        AuditDraft draft =
                AuditDraft.of(what, actor)
                        .group(group)
                        .account(details.getOrDefault("account", ""));
        if (what.startsWith("group.manager-")) {
            return List.of(
                    draft.text("authority", "ROLE_GM:" + group)
                            .text("name", details.getOrDefault("name", "")));
        }
        if (what.startsWith("group-request.")) {
            return List.of(
                    draft.object(
                            "groupRequest",
                            Map.of(
                                    "uuid", details.getOrDefault("request", ""),
                                    "groupName", details.getOrDefault("name", ""),
                                    "status", what.substring("group-request.".length()))));
        }
        return List.of(annotated(what, details, draft));
    }

    /** Labels and attributes are objects in the log. */
    private static AuditDraft annotated(
            String what, Map<String, String> details, AuditDraft draft) {
        if (what.contains(".label-")) {
            return draft.object("label", details);
        }
        return what.contains(".attribute-")
                ? draft.object("attribute", details)
                : draft.all(details);
    }
}
