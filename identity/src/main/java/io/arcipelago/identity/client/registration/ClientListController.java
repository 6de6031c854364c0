package io.arcipelago.identity.client.registration;

import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of clients: the search for administrators, and everybody's own. */
@RestController
class ClientListController {

    private static final int DEFAULT_FOUND = 10;
    private static final int MAX_TEXT = 2048;

    private final ClientSearch search;
    private final Callers callers;
    private final Rights rights;
    private final ClientAnswers answers;

    ClientListController(
            ClientSearch search, Callers callers, Rights rights, ClientAnswers answers) {
        this.search = search;
        this.callers = callers;
        this.rights = rights;
        this.answers = answers;
    }

    @GetMapping("/iam/api/search/clients")
    ListAnswer<Map<String, Object>> search(
            Caller caller,
            @RequestParam(defaultValue = "name") String searchType,
            @RequestParam(name = "search", defaultValue = "") String text,
            @RequestParam @Nullable Integer count,
            @RequestParam @Nullable Integer startIndex,
            @RequestParam(defaultValue = "name") String sortProperties,
            @RequestParam(defaultValue = "asc") String sortDirection,
            @RequestParam(defaultValue = "false") boolean drOnly) {
        callers.actor(caller);
        rights.require(caller, AdminScopes.READ);
        ClientSearch.Field field =
                ClientSearch.Field.of(searchType)
                        .orElseThrow(() ->
                                ApiFailure.badRequest(
                                        "invalid-search-type",
                                        "searchType must be name, contacts, scope, grantType or"
                                                + " redirectUri"));
        if (text.length() > MAX_TEXT || text.indexOf('\0') >= 0) {
            throw ApiFailure.badRequest(
                    "invalid-search", "search must have at most " + MAX_TEXT + " characters");
        }
        Slice slice =
                Slice.of(
                        startIndex,
                        count == null ? DEFAULT_FOUND : count,
                        ManagementController.MAX_PAGE);
        return answers.list(
                search.search(field, text, drOnly, order(sortProperties, sortDirection), slice),
                slice);
    }

    /** The clients that the caller owns. */
    @GetMapping("/iam/account/me/clients")
    ListAnswer<Map<String, Object>> own(
            Caller caller,
            @RequestParam @Nullable Integer count,
            @RequestParam @Nullable Integer startIndex) {
        callers.actor(caller);
        return owned(rights.self(caller), count, startIndex);
    }

    /** The clients that somebody owns, for that person and for administrators. */
    @GetMapping("/iam/account/{account}/clients")
    ListAnswer<Map<String, Object>> ofAccount(
            Caller caller,
            @PathVariable String account,
            @RequestParam @Nullable Integer count,
            @RequestParam @Nullable Integer startIndex) {
        callers.actor(caller);
        AccountId id =
                AccountId.parse(account)
                        .orElseThrow(() ->
                                ApiFailure.notFound(
                                        "no-account",
                                        "There is no account " + RegistrationRules.shown(account)));
        if (!rights.isSelf(caller, id)) {
            rights.require(caller, AdminScopes.READ);
        }
        return owned(id, count, startIndex);
    }

    private ListAnswer<Map<String, Object>> owned(
            AccountId account, @Nullable Integer count, @Nullable Integer startIndex) {
        Slice slice = Slice.of(startIndex, count, ManagementController.MAX_PAGE);
        return answers.list(search.ownedBy(account, slice), slice);
    }

    /** Unknown properties order by name, which every client has. */
    private static ClientSearch.Order order(String property, String direction) {
        boolean down = direction.equalsIgnoreCase("desc");
        boolean created = property.toLowerCase(Locale.ROOT).startsWith("created");
        if (created) {
            return down ? ClientSearch.Order.CREATED_DOWN : ClientSearch.Order.CREATED_UP;
        }
        return down ? ClientSearch.Order.NAME_DOWN : ClientSearch.Order.NAME_UP;
    }
}
