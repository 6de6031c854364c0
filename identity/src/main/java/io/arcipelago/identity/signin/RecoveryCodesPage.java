package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** Shows recovery codes, once. */
final class RecoveryCodesPage {

    private final Issuer issuer;
    private final PageTemplate page;

    RecoveryCodesPage(Pages pages, Issuer issuer) {
        this.page = pages.page("recovery-codes.html");
        this.issuer = issuer;
    }

    /**
     * The page with the codes.
     *
     * @param next where its link leads, below the issuer
     */
    ResponseEntity<String> show(List<String> codes, String next) {
        return page.answer(
                Map.of(
                        "title", "Your recovery codes",
                        "base", issuer.path(""),
                        "next", issuer.path(next)),
                Map.of(
                        "codes",
                        codes.stream()
                                .map(code ->
                                        "<li><code>" + HtmlUtils.htmlEscape(code) + "</code></li>")
                                .collect(Collectors.joining("\n"))));
    }
}
