package io.arcipelago.identity.signin;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The form whose script asks the browser for a passkey and then sends what it answered. */
final class PasskeyForm {

    private final String base;

    PasskeyForm(String base) {
        this.base = base;
    }

    /** Asks for a passkey that is there. */
    String use(String action, String options, CsrfToken csrf) {
        return form(action, "get", options, csrf, "", "Use a passkey");
    }

    /** Makes a new one, with a name. */
    String create(String action, String options, CsrfToken csrf) {
        return form(
                action,
                "create",
                options,
                csrf,
                """
                <label for="name">Name of the new passkey</label>
                <input id="name" name="name" type="text" value="My passkey" maxlength="64" \
                autocomplete="off" required>
                """,
                "Add a passkey");
    }

    private String form(
            String action,
            String mode,
            String options,
            CsrfToken csrf,
            String fields,
            String label) {
        return """
        <form method="post" action="%s" data-passkey="%s" data-options="%s">
        <input type="hidden" name="_csrf" value="%s">
        <input type="hidden" name="answer" value="">
        %s<button type="submit">%s</button>
        <p class="hint" role="status" data-passkey-status></p>
        </form>
        <script src="%s" defer></script>
        """
                .formatted(
                        HtmlUtils.htmlEscape(base + action),
                        mode,
                        HtmlUtils.htmlEscape(options),
                        HtmlUtils.htmlEscape(csrf.getToken()),
                        fields,
                        label,
                        HtmlUtils.htmlEscape(base + "/pages/passkey.js"));
    }
}
