package io.arcipelago.identity.signin;

import org.springframework.web.util.HtmlUtils;

/** The line on a page that says what became of the last step. */
final class Notices {

    private Notices() {}

    static String error(String text) {
        return "<p id=\"notice\" class=\"notice error\" role=\"alert\">"
                + HtmlUtils.htmlEscape(text)
                + "</p>";
    }

    static String status(String text) {
        return "<p id=\"notice\" class=\"notice\" role=\"status\">"
                + HtmlUtils.htmlEscape(text)
                + "</p>";
    }

    /** Only known words choose a text; nothing from the address reaches the page. */
    static String ofFactor(String word) {
        return switch (word) {
            case "wrong" ->
                    error("This code is not right, was used before or is too old. Try the next.");
            case "throttled" ->
                    error("Too many wrong codes. Wait a while before you try the next one.");
            case "passkey" ->
                    error("The passkey did not work. Try again, or use another way to sign in.");
            case "full" ->
                    error("The passkey was not added. It may be known, or there are too many.");
            case "last" -> error("A second factor is mandatory for you. Set another one up first.");
            case "expired" -> status("The page was open for too long. Please try again.");
            case "added" -> status("The passkey was added.");
            case "removed" -> status("The passkey was removed.");
            case "renamed" -> status("The passkey has a new name.");
            default -> "";
        };
    }
}
