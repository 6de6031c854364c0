package io.arcipelago.registry.v1.query;

import io.arcipelago.registry.v1.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a list is wanted. First {@code skip} and {@code limit} cut a piece, then {@code
 * page} (from 0) and {@code size} cut a page out of it.
 */
record Window(int skip, Optional<Integer> limit, Optional<Integer> size, int page) {

    static Window read(Parameters parameters) {
        return new Window(
                parameters.read("skip", text -> Texts.count(text, 0)).orElse(0),
                parameters.read("limit", text -> Texts.count(text, 0)),
                parameters.read("size", text -> Texts.count(text, 1)),
                parameters.read("page", text -> Texts.count(text, 0)).orElse(0));
    }

    /**
     * @param most more than this is not given at once, whatever is asked for
     */
    Selection cut(List<Node> all, int most) {
        long from = skip;
        long end = limit.map(count -> (long) skip + count).orElse(Long.MAX_VALUE);
        if (size.isPresent()) {
            from = from + (long) page * size.get();
            end = Math.min(end, from + size.get());
        }
        int total = all.size();
        int first = (int) Math.min(from, total);
        int last = (int) Math.min(Math.max(end, first), total);
        if (last - first <= most) {
            return new Selection(all.subList(first, last), total, Optional.empty());
        }
        return new Selection(
                all.subList(first, first + most),
                total,
                Optional.of(new Selection.Rest(first + most, last - first - most)));
    }
}
