package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Visits the provider's pages like a browser, with cookies, and fills in the sign-in form: for
 * scripts, and for the demonstration. The password goes to the provider's own origin only.
 */
public final class FormVisitor implements SignIn.Visitor {

    /** Nothing listens there: the redirect is read, not followed. */
    private static final String REDIRECT_URI = "http://127.0.0.1:7/callback";

    private static final int MOST_PAGES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String username;
    private final String password;
    private final String redirectUri;

    public FormVisitor(String username, String password) {
        this(username, password, REDIRECT_URI);
    }

    FormVisitor(String username, String password, String redirectUri) {
        this.username = username;
        this.password = password;
        this.redirectUri = redirectUri;
    }

    @Override
    public String redirectUri() {
        return redirectUri;
    }

    @Override
    public URI visit(SignIn.Request request) {
        try (Http browser = Http.withCookies(PATIENCE)) {
            URI address = request.address();
            HttpResponse<String> page = browser.get(address);
            boolean sent = false;
            for (int visited = 0; visited < MOST_PAGES; visited++) {
                if (isRedirect(page.statusCode())) {
                    address = address.resolve(location(page));
                    if (address.toString().startsWith(redirectUri + "?")) {
                        return address;
                    }
                    page = browser.get(owned(request, address));
                } else {
                    String text = page.body();
                    URI shown = address;
                    HtmlForm form =
                            HtmlForm.withPassword(text).orElseThrow(() -> unexpected(shown, text));
                    if (sent) {
                        throw refused(text);
                    }
                    sent = true;
                    address = owned(request, address.resolve(form.action()));
                    page = browser.postForm(address, filled(form));
                }
            }
            throw new CliFailure(
                    "The sign-in of %s did not end after %d pages".formatted(username, MOST_PAGES));
        }
    }

    private Map<String, String> filled(HtmlForm form) {
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        fields.put("username", username);
        fields.put("password", password);
        return fields;
    }

    private CliFailure refused(String page) {
        return CliFailure.notSignedIn(
                "%s could not be signed in: %s"
                        .formatted(
                                username,
                                HtmlForm.notice(page)
                                        .orElse("user name or password is not right.")));
    }

    private static URI owned(SignIn.Request request, URI address) {
        if (!request.provider().owns(address)) {
            throw new CliFailure(
                    "The sign-in leads away from %s to %s; stopped before anything was sent there"
                            .formatted(request.provider().issuer(), address.getAuthority()));
        }
        return address;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307;
    }

    private static String location(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Location")
                .orElseThrow(() -> new CliFailure("A redirect of the sign-in leads nowhere"));
    }

    private static CliFailure unexpected(URI address, String page) {
        return new CliFailure(
                "%s shows no sign-in form%s"
                        .formatted(
                                address.getAuthority() + address.getPath(),
                                HtmlForm.notice(page).map(text -> ": " + text).orElse("")));
    }
}
