package io.arcipelago.site;

import io.arcipelago.site.config.ConfigException;
import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.config.SiteConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The site process: {@code --data DIR --port N [--config FILE] [--issuer URL] ...}. */
public final class SiteMain {

    private static final String DEMO = "demo-sites.yaml";
    private static final Set<String> OPTIONS =
            Set.of("config", "data", "port", "instance", "driver", "issuer", "organisations");
    private static final String USAGE =
            """
            usage: --data DIR --port N [--config sites.yaml] [--issuer URL] [--instance ID]
                   [--driver simulated|sandboxed|auto] [--organisations NAME=URL,...]
            Without --config the two demo sites are run; they need --issuer, and give each further
            organisation, whose issuer is URL, projects of its own. In FILE, ${issuer_NAME} is URL.
            """;

    /** Not named logback.xml at the root: the application has this module on its path too. */
    private static final String LOGGING = "io/arcipelago/site/logback.xml";

    private SiteMain() {}

    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", LOGGING);
        }
        // Small answers must not wait for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            SiteProcess process = start(options(args));
            Runtime.getRuntime().addShutdownHook(new Thread(process::close, "stop"));
            System.out.println("arcipelago-site is ready on port " + process.port());
        } catch (ConfigException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static SiteProcess start(Map<String, String> options) throws IOException {
        String config = options.getOrDefault("config", "");
        String instance = options.getOrDefault("instance", "site");
        Map<String, String> placeholders = new HashMap<>();
        if (options.containsKey("issuer")) {
            placeholders.put("issuer", options.get("issuer"));
        }
        Map<String, String> organisations =
                organisations(options.getOrDefault("organisations", ""));
        organisations.forEach((name, issuer) -> placeholders.put("issuer_" + name, issuer));
        placeholders.put("block", Integer.toString(Math.floorMod(instance.hashCode(), 255) + 1));
        String text = config.isEmpty() ? demo() : Files.readString(Path.of(config));
        List<SiteConfig> sites =
                SiteConfigReader.read(
                        config.isEmpty() ? DEMO : config, text, placeholders, System.getenv());
        if (config.isEmpty()) {
            sites = DemoOrganisations.added(sites, organisations);
        }
        return SiteProcess.start(
                sites,
                Path.of(required(options, "data")),
                port(required(options, "port")),
                instance,
                options.getOrDefault("driver", "auto"),
                new DriverFactory(instance, DriverFactory.builtIn()),
                InstantSource.system());
    }

    private static Map<String, String> organisations(String text) {
        Map<String, String> organisations = new LinkedHashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] parts = entry.split("=", 2);
            if (parts.length != 2 || !parts[0].matches("[a-z][a-z0-9_]{0,30}")) {
                throw new ConfigException(
                        "--organisations: '" + entry + "' is not NAME=URL\n" + USAGE);
            }
            organisations.put(parts[0], parts[1]);
        }
        return organisations;
    }

    private static String demo() throws IOException {
        try (InputStream stream = SiteMain.class.getResourceAsStream("/" + DEMO)) {
            if (stream == null) {
                throw new IOException(DEMO + " is missing from the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!OPTIONS.contains(name) || i + 1 == args.length) {
                throw new ConfigException(
                        "Option '" + args[i] + "' is unknown or lacks a value\n" + USAGE);
            }
            options.put(name, args[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new ConfigException("Option --" + name + " is missing\n" + USAGE);
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new ConfigException("--port '" + text + "' is not a port number");
        }
        return Integer.parseInt(text);
    }
}
