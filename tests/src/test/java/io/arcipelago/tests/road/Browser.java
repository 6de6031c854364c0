package io.arcipelago.tests.road;

import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Chromium, driven by the Playwright that the dashboard's own tests use. Every page's complaints
 * are kept: script errors, console errors and violations of the content security policy.
 */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final double WAIT_MILLIS = 30_000;

    /** Chromium says so when another program adds a network interface; the dashboard asks again. */
    private static final Pattern MACHINE_NOISE = Pattern.compile("ERR_NETWORK_CHANGED");

    private static final String WATCH_POLICY =
            """
            document.addEventListener('securitypolicyviolation', event =>
                console.error('policy violation: ' + event.effectiveDirective + ' '
                    + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber))
            """;

    private static final String AXE_RUN =
            """
            async () => {
                const { violations } = await axe.run(document, { resultTypes: ['violations'] });
                return violations.map(({ id, nodes }) => id + ': '
                    + nodes.map(({ html }) => html.slice(0, 160)).join(' | '));
            }
            """;

    /** The page has heard of its theme and has finished changing to it. */
    private static final String THEME_IS_SHOWN =
            """
            theme => matchMedia('(prefers-color-scheme: ' + theme + ')').matches
                && (document.documentElement.dataset.mantineColorScheme ?? theme) === theme
                && !document.getAnimations().some(it => it instanceof CSSTransition)
            """;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Playwright playwright) {
        this.playwright = playwright;
        this.chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    /** Starts a browser. Skips the test where there is none, unless the variable CI is true. */
    static Browser start() {
        Path modules = PackagedProduct.root().resolve("dashboard/node_modules");
        boolean there =
                Files.exists(CHROMIUM) && Files.exists(modules.resolve("playwright-core/cli.js"));
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(there, "Chromium or the dashboard's node_modules are missing");
        }
        System.setProperty("playwright.cli.dir", Driver.DIRECTORY.toString());
        return new Browser(
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /**
     * Where Playwright looks for its driver: a node and a package beside it. It looks once in the
     * life of a JVM.
     */
    private static final class Driver {

        static final Path DIRECTORY = create();

        private static Path create() {
            try {
                Path directory = Files.createTempDirectory("arcipelago-browser");
                String node = Commands.run("sh", "-c", "command -v node").expectSuccess().strip();
                Files.createSymbolicLink(directory.resolve("node"), Path.of(node));
                Files.createSymbolicLink(
                        directory.resolve("package"),
                        PackagedProduct.root().resolve("dashboard/node_modules/playwright-core"));
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> Commands.run("rm", "-rf", directory.toString())));
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A window of its own, with no cookies, whose complaints are kept. */
    Page window(String baseUrl) {
        BrowserContext context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setBaseURL(baseUrl)
                                .setViewportSize(1280, 800)
                                .setColorScheme(ColorScheme.LIGHT)
                                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(WAIT_MILLIS);
        context.addInitScript(WATCH_POLICY);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean bad = List.of("error", "warning").contains(message.type());
            if (bad && !MACHINE_NOISE.matcher(message.text()).find()) {
                complaints.add(
                        "%s at %s: %s".formatted(message.type(), page.url(), message.text()));
            }
        });
        page.onPageError(error -> complaints.add("script error at " + page.url() + ": " + error));
        return page;
    }

    /** Fills in the identity service's form, after whatever page asked for a sign-in. */
    static void signIn(Page page, Product product, String user) {
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(product.password(user));
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    }

    static void awaitHeading(Page page, String text) {
        page.getByRole(HEADING, new Page.GetByRoleOptions().setName(text).setLevel(1)).waitFor();
    }

    /**
     * The page has no axe violation in either theme and is not wider than its window; keeps a
     * screenshot of each.
     */
    static void check(Page page, String name) {
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            page.waitForFunction(THEME_IS_SHOWN, theme.name().toLowerCase(Locale.ROOT));
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(
                                    PackagedProduct.root()
                                            .resolve("tests/target/screenshots")
                                            .resolve(
                                                    name
                                                            + "-"
                                                            + theme.name().toLowerCase(Locale.ROOT)
                                                            + ".png"))
                            // The defaults would add a style element, which the policy forbids.
                            .setCaret(ScreenshotCaret.INITIAL)
                            .setAnimations(ScreenshotAnimations.ALLOW));
            page.evaluate(axe());
            assertThat(page.evaluate(AXE_RUN))
                    .as("axe on %s, %s", name, theme)
                    .isEqualTo(List.of());
            assertThat(
                            page.evaluate(
                                    "document.documentElement.scrollWidth"
                                            + " - document.documentElement.clientWidth"))
                    .as("pixels that %s is too wide", name)
                    .isEqualTo(0);
        }
    }

    private static String axe() {
        try {
            return Files.readString(
                    PackagedProduct.root().resolve("dashboard/node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the pages have complained about so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
