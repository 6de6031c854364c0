package io.arcipelago.identity.scim;

import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Names of the protocol, and its lists. */
final class Scim {

    static final String JSON = "application/scim+json;charset=UTF-8";
    static final MediaType MEDIA_TYPE = MediaType.parseMediaType(JSON);

    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String INDIGO_USER = "urn:indigo-dc:scim:schemas:IndigoUser";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String INDIGO_GROUP = "urn:indigo-dc:scim:schemas:IndigoGroup";
    static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    private static final int MAX_PAGE = 100;

    /** What every answer holds, whatever attributes are asked for (RFC 7644, section 3.9). */
    private static final Set<String> ALWAYS = Set.of("id", "schemas", "meta");

    private Scim() {}

    static Slice slice(@Nullable Integer startIndex, @Nullable Integer count) {
        return Slice.of(startIndex, count, MAX_PAGE);
    }

    /** A list answer (RFC 7644, section 3.4.2). */
    static <T> Map<String, Object> list(
            Found<T> found,
            Slice slice,
            @Nullable String attributes,
            Function<T, Map<String, Object>> view) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemas", List.of(LIST));
        answer.put("totalResults", found.total());
        answer.put("itemsPerPage", found.items().size());
        answer.put("startIndex", slice.startIndex());
        answer.put(
                "Resources",
                found.items().stream().map(item -> only(attributes, view.apply(item))).toList());
        return answer;
    }

    /** Refuses a filter instead of answering with what was not asked for. */
    static void refuseFilter(@Nullable String filter) {
        if (filter != null) {
            throw ApiFailure.badRequest(
                    "invalid-filter",
                    "Filters are not supported here; use /iam/account/search or /iam/account/find");
        }
    }

    /** The attributes that were asked for, or all. */
    static Map<String, Object> only(@Nullable String attributes, Map<String, Object> resource) {
        if (attributes == null || attributes.isBlank()) {
            return resource;
        }
        Set<String> wanted =
                Arrays.stream(attributes.split(","))
                        .map(String::strip)
                        .map(name -> name.startsWith("urn:") ? name : name.split("\\.", 2)[0])
                        .collect(Collectors.toSet());
        Map<String, Object> part = new LinkedHashMap<>(resource);
        part.keySet().removeIf(name -> !ALWAYS.contains(name) && !wanted.contains(name));
        return part;
    }
}
