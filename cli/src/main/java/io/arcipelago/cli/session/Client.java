package io.arcipelago.cli.session;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** What every command works with: where it runs, what it was told, and the way to the services. */
public final class Client {

    private static final String DEFAULT_URL = "http://localhost:8800";

    /** A site that does not answer lets the services wait before they do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workplace workplace;
    private final GlobalOptions options;
    private final Http http = new Http(PATIENCE);
    private final JsonMapper json = Api.documents();

    public Client(Workplace workplace, GlobalOptions options) {
        this.workplace = workplace;
        this.options = options;
    }

    public Workplace workplace() {
        return workplace;
    }

    public Terminal terminal() {
        return workplace.terminal();
    }

    public InstantSource clock() {
        return workplace.clock();
    }

    public Http http() {
        return http;
    }

    public JsonMapper json() {
        return json;
    }

    /** Whether programs read the answer. */
    public boolean forPrograms() {
        return options.json;
    }

    /** The local installation's data directory. */
    public Path data() {
        if (!options.data.isBlank()) {
            return Path.of(options.data).toAbsolutePath();
        }
        return workplace
                .variable("ARCIPELAGO_DATA")
                .map(Path::of)
                .orElseGet(workplace::defaultData);
    }

    /** The installation's URL without a slash at its end. */
    public URI url() {
        if (!options.url.isBlank()) {
            return checked(options.url, "--url");
        }
        if (!options.data.isBlank()) {
            return ofDataDirectory(data());
        }
        return checked(workplace.variable("ARCIPELAGO_URL").orElse(DEFAULT_URL), "ARCIPELAGO_URL");
    }

    /** The launcher notes an instance's first port in its data directory. */
    private static URI ofDataDirectory(Path data) {
        Path file = data.resolve("port");
        try {
            return checked("http://localhost:" + Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw CliFailure.usage(
                    "--data %s: there is no instance (no file %s); start one there, or give --url"
                            .formatted(data, file));
        }
    }

    /** Checks an address that somebody typed. */
    public static URI checked(String text, String from) {
        try {
            URI uri = URI.create(text.strip().replaceAll("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain =
                    uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null;
            if (web && uri.getHost() != null && plain) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like every other text that is no address.
        }
        throw CliFailure.usage(
                "%s: '%s' is no address; write for example %s".formatted(from, text, DEFAULT_URL));
    }

    /** The services, in the name of the person who is signed in. */
    public Api api() {
        URI url = url();
        return new Api(
                http,
                json,
                url,
                new StoredSession(sessions(), tokenEndpoint(), workplace.clock(), url));
    }

    SessionStore sessions() {
        return new SessionStore(workplace.configuration(), json);
    }

    TokenEndpoint tokenEndpoint() {
        return new TokenEndpoint(http, json, workplace.clock());
    }
}
