package io.arcipelago.identity.scim;

import io.arcipelago.identity.people.PersonChange;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client wants an account to be. */
final class UserBody {

    private static final Pattern USERNAME =
            Pattern.compile("[a-z_]([a-z0-9_@.-]{0,31}|[a-z0-9_@.-]{0,30}\\$)");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,128}");
    private static final int MAX_EMAIL = 128;

    /** Members of the extension that hold somebody's credentials: dropping them would be silent. */
    private static final Set<String> UNSUPPORTED = Set.of("samlIds");

    private static final Set<String> CHANGEABLE =
            Set.of("schemas", "userName", "name", "emails", "active", "password", Scim.INDIGO_USER);

    private UserBody() {}

    /** A whole user, as POST and PUT send it. What only the server decides is passed over. */
    static PersonChange whole(JsonNode body) {
        if (!body.isObject()) {
            throw syntax("Send a user as a JSON object");
        }
        JsonNode extension = body.path(Scim.INDIGO_USER);
        for (String name : UNSUPPORTED) {
            if (!extension.path(name).isEmpty()) {
                throw unsupported(name);
            }
        }
        return change(body);
    }

    /** The changes of a PATCH body, the later ones over the earlier ones. */
    static PersonChange patch(JsonNode body) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (PatchOperation operation : PatchOperation.of(body)) {
            switch (operation.kind()) {
                case ADD, REPLACE -> merge(merged, operation);
                case REMOVE ->
                        throw syntax(
                                "The operation remove is not supported for users"
                                        + (operation.path().isEmpty()
                                                ? ""
                                                : ": " + operation.path()));
            }
        }
        for (String name : merged.propertyNames()) {
            if (!CHANGEABLE.contains(name)) {
                throw unsupported(name);
            }
        }
        for (String name : merged.path(Scim.INDIGO_USER).propertyNames()) {
            if (!name.equals("serviceAccount")) {
                throw unsupported(name);
            }
        }
        return change(merged);
    }

    private static void merge(ObjectNode merged, PatchOperation operation) {
        JsonNode value = operation.value();
        if (!operation.path().isEmpty()) {
            value = nested(operation.path(), value);
        }
        if (!value.isObject()) {
            throw syntax("An operation without path needs an object as value");
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode known = merged.path(member.getKey());
            if (known instanceof ObjectNode both && member.getValue() instanceof ObjectNode more) {
                both.setAll(more);
            } else {
                merged.set(member.getKey(), member.getValue());
            }
        }
    }

    /** The object that a path stands for, such as {@code name.givenName}. */
    private static JsonNode nested(String path, JsonNode value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (path.startsWith(Scim.INDIGO_USER + ":")) {
            node.putObject(Scim.INDIGO_USER)
                    .set(path.substring(Scim.INDIGO_USER.length() + 1), value);
        } else if (path.equals(Scim.INDIGO_USER)) {
            node.set(path, value);
        } else if (path.startsWith("emails")) {
            // An account has one address, so whatever filter selects it means this one.
            node.set("emails", value);
        } else {
            int dot = path.indexOf('.');
            if (dot < 0) {
                node.set(path, value);
            } else {
                node.putObject(path.substring(0, dot)).set(path.substring(dot + 1), value);
            }
        }
        return node;
    }

    private static PersonChange change(JsonNode body) {
        JsonNode name = body.path("name");
        JsonNode service = body.path(Scim.INDIGO_USER).path("serviceAccount");
        return new PersonChange(
                text(body, "userName").map(UserBody::username),
                text(name, "givenName").map(given -> name("name.givenName", given)),
                text(name, "familyName").map(family -> name("name.familyName", family)),
                email(body.path("emails")),
                text(body, "password"),
                flag("active", body.path("active")),
                flag("serviceAccount", service));
    }

    private static Optional<String> email(JsonNode emails) {
        if (emails.isMissingNode() || emails.isNull() || (emails.isArray() && emails.isEmpty())) {
            return Optional.empty();
        }
        JsonNode chosen = emails;
        if (emails.isArray()) {
            chosen = emails.get(0);
            for (JsonNode email : emails) {
                if (email.path("primary").asBoolean(false)) {
                    chosen = email;
                    break;
                }
            }
        }
        String address = (chosen.isString() ? chosen : chosen.path("value")).asString("").strip();
        if (address.length() > MAX_EMAIL || !EMAIL.matcher(address).matches()) {
            throw syntax("emails: not an email address of at most " + MAX_EMAIL + " characters");
        }
        return Optional.of(address);
    }

    private static String username(String value) {
        String username = value.toLowerCase(Locale.ROOT);
        if (!USERNAME.matcher(username).matches()) {
            throw syntax("userName: 1 to 32 letters, digits or _ @ . -, the first a letter or _");
        }
        return username;
    }

    private static String name(String attribute, String value) {
        String name = value.strip();
        if (!NAME.matcher(name).matches()) {
            throw syntax(attribute + ": 1 to 128 characters without line breaks");
        }
        return name;
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw syntax(name + ": must be a string");
        }
        return Optional.of(value.asString());
    }

    private static Optional<Boolean> flag(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw syntax(name + ": must be true or false");
        }
        return Optional.of(value.asBoolean());
    }

    private static ApiFailure syntax(String message) {
        return ApiFailure.badRequest("invalid-value", message);
    }

    private static ApiFailure unsupported(String name) {
        return ApiFailure.badRequest("unsupported", "The attribute " + name + " is not supported");
    }
}
