package io.arcipelago.identity.directory;

import io.arcipelago.identity.api.Found;
import io.arcipelago.identity.api.ListAnswer;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.identity.people.Member;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How lists of people are cut and told below {@code /identity/iam}. */
final class UserLists {

    private static final int PAGE = 10;
    private static final int MAX_PAGE = 100;

    private UserLists() {}

    static Slice slice(@Nullable Integer startIndex, @Nullable Integer count) {
        return Slice.of(startIndex, count == null ? Integer.valueOf(PAGE) : count, MAX_PAGE);
    }

    static ListAnswer<Map<String, Object>> answer(
            Found<Member> found, Slice slice, Function<Member, Map<String, Object>> view) {
        return ListAnswer.of(found, slice, view);
    }
}
