package io.arcipelago.platform.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the caller from the claims of a checked token. */
final class CallerReader {

    private CallerReader() {}

    /**
     * @param adminGroups the issuer's administrators' groups, compared by their whole name
     */
    static Caller read(JWTClaimsSet claims, Set<String> adminGroups) {
        Set<String> groups = groups(claims);
        Set<String> admins =
                adminGroups.stream().map(CallerReader::withoutSlash).collect(Collectors.toSet());
        String subject = claims.getSubject();
        return new Caller(
                claims.getIssuer(),
                subject,
                firstText(claims, subject, "name", "preferred_username"),
                firstText(claims, "", "client_id", "azp"),
                groups,
                texts(claims.getClaim("scope")).collect(Collectors.toSet()),
                !Collections.disjoint(groups, admins));
    }

    /** {@code wlcg.groups}: WLCG Common JWT Profiles, which write a leading slash. */
    private static Set<String> groups(JWTClaimsSet claims) {
        return Stream.of("groups", "wlcg.groups")
                .map(claims::getClaim)
                .filter(Objects::nonNull)
                .flatMap(CallerReader::elements)
                .map(CallerReader::withoutSlash)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String withoutSlash(String group) {
        return group.startsWith("/") ? group.substring(1) : group;
    }

    private static Stream<String> elements(Object claim) {
        return claim instanceof Collection<?> values
                ? values.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }

    /** A space-separated string (RFC 8693, section 4.2) or an array of such. */
    private static Stream<String> texts(Object claim) {
        Stream<String> lines = claim instanceof String line ? Stream.of(line) : elements(claim);
        return lines.flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(scope -> !scope.isEmpty());
    }

    private static String firstText(JWTClaimsSet claims, String byDefault, String... names) {
        return Arrays.stream(names)
                .map(claims::getClaim)
                .filter(value -> value instanceof String text && !text.isBlank())
                .map(String.class::cast)
                .findFirst()
                .orElse(byDefault);
    }
}
