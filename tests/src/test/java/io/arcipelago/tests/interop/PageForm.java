package io.arcipelago.tests.interop;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form of a page.
 *
 * @param fields hidden fields and checked boxes, encoded as {@code name=value}
 */
record PageForm(URI action, List<String> fields) {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern CHECKED =
            Pattern.compile(
                    "<input type=\"checkbox\" name=\"([^\"]*)\" value=\"([^\"]*)\"[^>]* checked");

    /** The first form of a page; raises AssertionError with the page if it has none. */
    static PageForm first(URI page, String html) {
        String form = html.split("</form>", 2)[0];
        Matcher action = ACTION.matcher(form);
        if (!action.find()) {
            throw new AssertionError("No form in the page at " + page + ":\n" + html);
        }
        List<String> fields = new ArrayList<>();
        for (Pattern field : List.of(HIDDEN, CHECKED)) {
            Matcher found = field.matcher(form);
            while (found.find()) {
                fields.add(pair(found.group(1), found.group(2)));
            }
        }
        return new PageForm(page.resolve(action.group(1)), List.copyOf(fields));
    }

    /** The body that a browser sends after this was typed in. */
    String filled(Map<String, String> typed) {
        List<String> all = new ArrayList<>(fields);
        typed.forEach((name, value) -> all.add(pair(name, value)));
        return String.join("&", all);
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> pair(field.getKey(), field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
