package io.arcipelago.identity.linking;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.util.HtmlUtils;

/** Forms that are one button. */
public final class Forms {

    private Forms() {}

    /** The markup of a form; everything is escaped. */
    public static String form(
            String method, String action, String button, Map<String, String> fields) {
        StringBuilder html = new StringBuilder();
        html.append("<form method=\"%s\" action=\"%s\">".formatted(method, escaped(action)));
        new TreeMap<>(fields)
                .forEach((name, value) ->
                        html.append(
                                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                                        .formatted(escaped(name), escaped(value))));
        html.append("<button class=\"secondary\" type=\"submit\">")
                .append(escaped(button))
                .append("</button></form>");
        return html.toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
