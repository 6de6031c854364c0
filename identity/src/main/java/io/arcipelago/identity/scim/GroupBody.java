package io.arcipelago.identity.scim;

import io.arcipelago.identity.Ids;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.group.Memberships;
import io.arcipelago.platform.web.ApiFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A group that a client wants to have.
 *
 * @param name the last part of its name
 * @param parent by id alone: the parent's name in the body may be anything
 */
record GroupBody(String name, String description, Optional<UUID> parent, Set<AccountId> members) {

    private static final Pattern MEMBER_FILTER =
            Pattern.compile("members\\[value eq \"([^\"]*)\"]", Pattern.CASE_INSENSITIVE);
    private static final int MAX_SEGMENT = 50;

    /**
     * A change of the members.
     *
     * @param accounts whom to add or remove, or who remains
     */
    record MemberChange(PatchOperation.Kind kind, Set<AccountId> accounts) {}

    static GroupBody of(JsonNode body) {
        String name = body.path("displayName").asString("").strip();
        if (name.length() > MAX_SEGMENT) {
            throw ApiFailure.badRequest(
                    "invalid-name", "The group name is longer than " + MAX_SEGMENT);
        }
        JsonNode extension = body.path(Scim.INDIGO_GROUP);
        JsonNode parent = extension.path("parentGroup");
        return new GroupBody(
                name,
                extension.path("description").asString(""),
                parent.isMissingNode() || parent.isNull()
                        ? Optional.empty()
                        : Optional.of(parentId(parent)),
                accounts(body.path("members")));
    }

    /** What a PUT body wants of a group that is there; what it does not say is empty. */
    record Replacement(Optional<String> description, Optional<Set<AccountId>> members) {}

    /** Reads a PUT body; the group's name in it may be the full one or its last part. */
    static Replacement replacement(JsonNode body, String name) {
        String sent = body.path("displayName").asString("").strip();
        if (!sent.equals(name) && !sent.equals(name.substring(name.lastIndexOf('/') + 1))) {
            throw ApiFailure.badRequest(
                    "invalid-name", "A group cannot be renamed; send its displayName, " + name);
        }
        JsonNode members = body.path("members");
        if (!members.isMissingNode() && !members.isArray()) {
            throw ApiFailure.badRequest("missing-value", "Send the members as an array");
        }
        JsonNode description = body.path(Scim.INDIGO_GROUP).path("description");
        return new Replacement(
                description.isString() ? Optional.of(description.asString()) : Optional.empty(),
                members.isArray() ? Optional.of(accounts(members)) : Optional.empty());
    }

    /** What a PATCH body says about members; groups have nothing else to patch. */
    static List<MemberChange> memberChanges(JsonNode body) {
        List<MemberChange> changes = new ArrayList<>();
        for (PatchOperation operation : PatchOperation.of(body)) {
            changes.add(new MemberChange(operation.kind(), accounts(operation)));
        }
        return changes;
    }

    private static Set<AccountId> accounts(PatchOperation operation) {
        Matcher filter = MEMBER_FILTER.matcher(operation.path());
        if (operation.kind() == PatchOperation.Kind.REMOVE && filter.matches()) {
            return Set.of(account(filter.group(1)));
        }
        JsonNode members;
        if (operation.path().equals("members")) {
            members = operation.value();
        } else if (operation.path().isEmpty() && onlyMembers(operation.value())) {
            members = operation.value().path("members");
        } else {
            throw ApiFailure.badRequest(
                    "unsupported", "Only the path 'members' of a group can be patched");
        }
        Set<AccountId> accounts = accounts(members);
        // Without a value, RFC 7644 removes all members: too much for what may be a slip.
        if (accounts.isEmpty() && operation.kind() != PatchOperation.Kind.REPLACE) {
            throw ApiFailure.badRequest("missing-value", "Name the members in 'value'");
        }
        if (operation.kind() == PatchOperation.Kind.REPLACE && !members.isArray()) {
            throw ApiFailure.badRequest("missing-value", "Send the members as an array");
        }
        return accounts;
    }

    private static boolean onlyMembers(JsonNode value) {
        return value.properties().stream()
                .map(Map.Entry::getKey)
                .allMatch(name -> name.equals("members") || name.equals("schemas"));
    }

    private static Set<AccountId> accounts(JsonNode members) {
        Set<AccountId> accounts = new LinkedHashSet<>();
        if (members.isObject()) {
            accounts.add(account(members.path("value").asString("")));
        }
        if (members.isArray()) {
            for (JsonNode member : members) {
                accounts.add(account(member.path("value").asString("")));
            }
        }
        if (accounts.size() > Memberships.MAX_AT_ONCE) {
            throw ApiFailure.badRequest(
                    "too-many", "Send at most " + Memberships.MAX_AT_ONCE + " members at once");
        }
        return accounts;
    }

    private static AccountId account(String id) {
        return AccountId.parse(id)
                .orElseThrow(() ->
                        ApiFailure.badRequest(
                                "no-account", "A member's value must be an account's id"));
    }

    private static UUID parentId(JsonNode parent) {
        return Ids.parse(parent.path("value").asString(""))
                .orElseThrow(() ->
                        ApiFailure.badRequest(
                                "no-group", "parentGroup needs the parent's id in 'value'"));
    }
}
