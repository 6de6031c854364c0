package io.arcipelago.identity.linking;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.signin.PageTemplate;
import io.arcipelago.identity.signin.Pages;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A page that says one thing to a person. */
@Component
public class MessagePage {

    private final Issuer issuer;
    private final PageTemplate page;

    MessagePage(Pages pages, Issuer issuer) {
        this.page = pages.page("message.html");
        this.issuer = issuer;
    }

    /** The page; title and text are escaped. */
    public ResponseEntity<String> answer(HttpStatus status, String title, String text) {
        ResponseEntity<String> shown =
                page.answer(
                        Map.of("title", title, "base", issuer.path(""), "text", text), Map.of());
        return ResponseEntity.status(status).headers(shown.getHeaders()).body(shown.getBody());
    }

    /** For somebody without a sign-in at an external provider behind them. */
    public ResponseEntity<String> signInAgain() {
        return answer(
                HttpStatus.FORBIDDEN,
                "Sign in again",
                "There is no sign-in at an external provider in this window, or it was too long"
                        + " ago.");
    }
}
