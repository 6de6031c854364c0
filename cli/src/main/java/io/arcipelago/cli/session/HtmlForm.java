package io.arcipelago.cli.session;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page's form that asks for a password.
 *
 * @param action where it is sent, as written in the page
 * @param fields the named fields with what they hold
 */
record HtmlForm(String action, Map<String, String> fields) {

    private static final Pattern FORM =
            Pattern.compile(
                    "<form\\b([^>]*)>(.*?)</form>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INPUT =
            Pattern.compile("<input\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z_:-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Pattern NOTICE =
            Pattern.compile(
                    "<p\\b[^>]*\\bclass=\"notice[^\"]*\"[^>]*>(.*?)</p>",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    HtmlForm {
        fields = new LinkedHashMap<>(fields);
    }

    static Optional<HtmlForm> withPassword(String page) {
        Matcher form = FORM.matcher(page);
        while (form.find()) {
            Map<String, String> fields = new LinkedHashMap<>();
            boolean password = false;
            Matcher input = INPUT.matcher(form.group(2));
            while (input.find()) {
                Map<String, String> attributes = attributes(input.group(1));
                password |= "password".equalsIgnoreCase(attributes.get("type"));
                String name = attributes.get("name");
                if (name != null) {
                    fields.put(name, attributes.getOrDefault("value", ""));
                }
            }
            if (password) {
                return Optional.of(
                        new HtmlForm(attributes(form.group(1)).getOrDefault("action", ""), fields));
            }
        }
        return Optional.empty();
    }

    /** What the page says went wrong. */
    static Optional<String> notice(String page) {
        Matcher notice = NOTICE.matcher(page);
        return notice.find()
                ? Optional.of(unescape(notice.group(1).replaceAll("<[^>]*>", "")).strip())
                : Optional.empty();
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            String value = "";
            for (int group = 2; group <= 4; group++) {
                String found = attribute.group(group);
                value = found == null ? value : found;
            }
            attributes.put(attribute.group(1).toLowerCase(Locale.ROOT), unescape(value));
        }
        return attributes;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&amp;", "&");
    }
}
