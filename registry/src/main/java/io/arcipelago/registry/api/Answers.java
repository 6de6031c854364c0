package io.arcipelago.registry.api;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.platform.web.PublicUrl;
import io.arcipelago.registry.access.View;
import io.arcipelago.registry.api.Shown.PageInfo;
import io.arcipelago.registry.api.Shown.PageOf;
import io.arcipelago.registry.state.FederatedGroup;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.GroupKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What all answers of the native interface have in common. */
@Component
class Answers {

    private final PublicUrl publicUrl;
    private final InstantSource clock;

    Answers(PublicUrl publicUrl, InstantSource clock) {
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * The body, or 304 for who has it already. Nothing is computed for them.
     *
     * <p>The day is part of the tag because agreements begin and end with it.
     */
    ResponseEntity<Object> answer(HttpServletRequest request, View view, Supplier<Object> body) {
        return answer(request, view.tag(), body);
    }

    /** The same for what changes with every change of the federation. */
    ResponseEntity<Object> answerOfAll(
            HttpServletRequest request, View view, Supplier<Object> body) {
        return answer(request, view.wholeTag(), body);
    }

    private ResponseEntity<Object> answer(
            HttpServletRequest request, String edition, Supplier<Object> body) {
        String tag = "\"" + edition + "-" + today().toEpochDay() + "\"";
        boolean known =
                Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)).stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .map(value -> value.startsWith("W/") ? value.substring(2) : value)
                        .anyMatch(value -> value.equals("*") || value.equals(tag));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                        .eTag(tag)
                        .varyBy(HttpHeaders.AUTHORIZATION)
                        .cacheControl(CacheControl.noCache().cachePrivate());
        return known ? answer.build() : answer.body(body.get());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** One page of a list that is in memory; only its elements are made. */
    <T, R> PageOf<R> page(
            HttpServletRequest request, PageRequest wanted, List<T> all, Function<T, R> shown) {
        List<R> content =
                all.stream().skip(wanted.offset()).limit(wanted.size()).map(shown).toList();
        Page<R> page = Page.of(content, all.size(), wanted);
        return new PageOf<>(
                content,
                new PageInfo(
                        page.number(),
                        page.size(),
                        page.totalElements(),
                        Math.toIntExact((page.totalElements() + page.size() - 1) / page.size())),
                publicUrl.links(request, page));
    }

    URI link(String path) {
        return publicUrl.of("/registry/v2" + path);
    }

    Map<String, URI> self(String path) {
        return Map.of("self", link(path));
    }

    /**
     * The group that is asked for, if the caller sees it.
     *
     * @param issuer may be absent if there is only one such group
     * @throws ApiFailure 404 if there is none, also if there is one that the caller does not see;
     *     400 if there are several
     */
    static FederatedGroup group(Federation seen, String name, @Nullable String issuer) {
        if (issuer != null) {
            return seen.group(new GroupKey(issuer, name))
                    .orElseThrow(() -> unknown(name + " of " + issuer));
        }
        String plain = new GroupKey("", name).name();
        List<FederatedGroup> found =
                seen.groups().stream().filter(it -> it.key().name().equals(plain)).toList();
        if (found.size() > 1) {
            throw ApiFailure.badRequest(
                    "group-ambiguous",
                    "Several issuers have a group %s; name one with the parameter idp: %s."
                            .formatted(plain, found.stream().map(FederatedGroup::issuer).toList()));
        }
        if (found.isEmpty()) {
            throw unknown(plain);
        }
        return found.getFirst();
    }

    private static ApiFailure unknown(String group) {
        return ApiFailure.notFound(
                "group-unknown", "There is no group %s that you may see.".formatted(group));
    }

    /** The part of what the caller sees that a group sees; all of it without a group. */
    static Federation forGroup(Federation seen, @Nullable String group, @Nullable String issuer) {
        return group == null ? seen : seen.seenBy(Set.of(group(seen, group, issuer).key()));
    }
}
