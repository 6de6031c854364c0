package io.arcipelago.identity.request;

import io.arcipelago.identity.Ids;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules that all kinds of requests share towards their callers: who sees one, who removes one,
 * and how long what somebody writes may be.
 */
public final class RequestDesk<R extends PersonalRequest> {

    /** How many a list has if the caller does not say. */
    public static final int PAGE = 10;

    /** How many a list has at most. */
    public static final int MAX_PAGE = 100;

    /** Characters of the notes and of a motivation. */
    public static final int MAX_TEXT = 512;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Rights rights;
    private final Function<UUID, Optional<R>> find;
    private final BiPredicate<Caller, R> concerns;

    /**
     * A desk for one kind.
     *
     * @param concerns who sees a request beside administrators and the person who asks
     */
    public RequestDesk(
            Rights rights, Function<UUID, Optional<R>> find, BiPredicate<Caller, R> concerns) {
        this.rights = rights;
        this.find = find;
        this.concerns = concerns;
    }

    /** Whose requests the caller may list; empty: everybody's. */
    public Optional<AccountId> viewer(Caller caller) {
        return rights.has(caller, AdminScopes.READ)
                ? Optional.empty()
                : Optional.of(rights.self(caller));
    }

    /**
     * The request if the caller may know of it; to all others it does not exist.
     *
     * @param scopes each of which lets an administrator see it
     */
    public R visible(Caller caller, String id, String... scopes) {
        return Ids.parse(id)
                .flatMap(find)
                .filter(request ->
                        rights.has(caller, scopes)
                                || rights.isSelf(caller, request.account())
                                || concerns.test(caller, request))
                .orElseThrow(() ->
                        ApiFailure.notFound("no-request", "There is no request '" + id + "'"));
    }

    /**
     * Whether the caller removes the request only while nobody has decided. So do people with their
     * own; administrators remove any, and for everybody else it is forbidden.
     */
    public boolean removesOnlyPending(Caller caller, R request) {
        if (rights.has(caller, AdminScopes.WRITE)) {
            return false;
        }
        if (!rights.isSelf(caller, request.account())) {
            rights.require(caller, AdminScopes.WRITE);
        }
        return true;
    }

    /**
     * Why a request is rejected. Some clients send it as a parameter and others as JSON.
     *
     * @param body {@code {"motivation": "<text>"}}; anything else counts as nothing
     * @throws ApiFailure bad request if it is missing or too long
     */
    public static String motivation(String parameter, byte @Nullable [] body) {
        String why = (parameter.isBlank() ? motivationIn(body) : parameter).strip();
        if (why.isEmpty()) {
            throw ApiFailure.badRequest("no-motivation", "Reject motivation cannot be empty");
        }
        return bounded("motivation", why, MAX_TEXT);
    }

    /** The text, empty instead of null; raises a bad request if it is too long. */
    public static String bounded(String what, @Nullable String text, int most) {
        String given = text == null ? "" : text;
        if (given.length() > most) {
            throw ApiFailure.badRequest(
                    "too-long", what + " is longer than " + most + " characters");
        }
        return given;
    }

    private static String motivationIn(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return "";
        }
        try {
            return JSON.readTree(body).path("motivation").asString("");
        } catch (JacksonException notJson) {
            // As if nothing had been sent: the caller is told that the motivation is missing.
            return "";
        }
    }
}
