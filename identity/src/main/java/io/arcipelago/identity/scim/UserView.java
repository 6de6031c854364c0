package io.arcipelago.identity.scim;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.people.Authorities;
import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.people.Member;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Accounts as SCIM users (RFC 7643, section 4.1). */
@Component
public class UserView {

    private final Issuer issuer;
    private final Authorities authorities;

    UserView(Issuer issuer, Authorities authorities) {
        this.issuer = issuer;
        this.authorities = authorities;
    }

    /** All that administrators and the person may know. */
    public Map<String, Object> full(Member member) {
        Map<String, Object> user = brief(member);
        user.put("schemas", List.of(Scim.USER, Scim.INDIGO_USER));
        user.put("groups", member.groups().stream().map(this::group).toList());
        user.put(Scim.INDIGO_USER, extension(member));
        return user;
    }

    /** What a group's manager needs to know one person from another. */
    public Map<String, Object> brief(Member member) {
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("givenName", member.givenName());
        name.put("familyName", member.familyName());
        name.put("formatted", member.name());
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("schemas", List.of(Scim.USER));
        user.put("id", member.id().toString());
        user.put("meta", meta("User", location(member), member.createdAt(), member.updatedAt()));
        user.put("userName", member.username());
        user.put("displayName", member.username());
        user.put("name", name);
        user.put("active", member.active());
        user.put(
                "emails",
                List.of(Map.of("type", "work", "value", member.email(), "primary", true)));
        return user;
    }

    /** The absolute URL of the resource. */
    String location(Member member) {
        return issuer.url("/scim/Users/" + member.id());
    }

    /** A reference to a person, as a group's list of members has it. */
    Map<String, Object> reference(Member member) {
        return Map.of(
                "value", member.id().toString(),
                "display", member.name(),
                "$ref", location(member));
    }

    /** A reference to a group. */
    public Map<String, Object> group(GroupRef group) {
        return Map.of(
                "value", group.id().toString(),
                "display", group.name(),
                "$ref", issuer.url("/scim/Groups/" + group.id()));
    }

    static Map<String, Object> meta(
            String type, String location, Instant created, Instant modified) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("resourceType", type);
        meta.put("created", created.toString());
        meta.put("lastModified", modified.toString());
        meta.put("location", location);
        return meta;
    }

    private Map<String, Object> extension(Member member) {
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("serviceAccount", member.serviceAccount());
        extension.put("authorities", authorities.of(member));
        UserLinks.show(member.links(), extension);
        member.endTime().ifPresent(end -> extension.put("endTime", end.toString()));
        if (!member.labels().isEmpty()) {
            extension.put("labels", member.labels());
        }
        if (!member.attributes().isEmpty()) {
            extension.put("attributes", member.attributes());
        }
        if (!member.managed().isEmpty()) {
            extension.put("managedGroups", member.managed().stream().map(this::group).toList());
        }
        return extension;
    }
}
