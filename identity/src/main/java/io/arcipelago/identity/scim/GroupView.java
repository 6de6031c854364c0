package io.arcipelago.identity.scim;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.group.GroupEntry;
import io.arcipelago.identity.group.Memberships.MemberName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Groups as SCIM groups (RFC 7643, section 4.2). */
@Component
public class GroupView {

    private final Issuer issuer;
    private final UserView users;

    GroupView(Issuer issuer, UserView users) {
        this.issuer = issuer;
        this.users = users;
    }

    /** The group without its members, which not everybody may see. */
    public Map<String, Object> withoutMembers(GroupEntry group) {
        Map<String, Object> extension = new HashMap<>();
        // Told also when there is none: clients look for the key.
        extension.put("parentGroup", group.parent().map(users::group).orElse(null));
        extension.put("description", group.description());
        extension.put("labels", group.labels());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("schemas", List.of(Scim.GROUP, Scim.INDIGO_GROUP));
        view.put("id", group.id().toString());
        view.put(
                "meta",
                UserView.meta("Group", location(group), group.createdAt(), group.updatedAt()));
        view.put("displayName", group.name());
        view.put(Scim.INDIGO_GROUP, extension);
        return view;
    }

    /** The group with its members. */
    Map<String, Object> full(GroupEntry group, List<MemberName> members) {
        Map<String, Object> view = withoutMembers(group);
        view.put("members", members.stream().map(this::member).toList());
        return view;
    }

    /** A member as groups list one. */
    Map<String, Object> member(MemberName member) {
        return Map.of(
                "value", member.id().toString(),
                "display", member.name(),
                "$ref", issuer.url("/scim/Users/" + member.id()));
    }

    /** The absolute URL of the resource. */
    String location(GroupEntry group) {
        return issuer.url("/scim/Groups/" + group.id());
    }
}
