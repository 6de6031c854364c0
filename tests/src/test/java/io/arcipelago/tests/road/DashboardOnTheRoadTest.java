package io.arcipelago.tests.road;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.RADIO;
import static com.microsoft.playwright.options.AriaRole.TAB;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person with a browser and nothing else, against the real product with real servers. */
@Tag("product")
class DashboardOnTheRoadTest {

    private static final double LONG_MILLIS = 240_000;

    @RegisterExtension static final RunningProduct RUNNING = new RunningProduct();

    @Test
    void serviceIsDeployedFollowedOpenedAndDeletedInTheBrowser() {
        Product product = RUNNING.product();
        try (Browser browser = Browser.start()) {
            Page alice = browser.window(product.url());
            alice.navigate("/ui/");
            Browser.awaitHeading(alice, "Sign in");
            Browser.check(alice, "login");
            Browser.signIn(alice, product, "alice");
            Browser.awaitHeading(alice, "Catalogue");
            link(alice, "Virtual machine with volume").waitFor();
            Browser.check(alice, "catalogue");

            fillTheForm(alice);
            button(alice, "Deploy").click();
            Browser.awaitHeading(alice, "Survey of the southern sky");
            alice.getByText("Install the web server").first().waitFor(forLong());
            Browser.check(alice, "deployment-live");

            adminSeesIt(browser, product);

            alice.getByText("Running", exactly()).first().waitFor(forLong());
            assertThat(alice.getByText("Write the page").first()).isVisible();
            tab(alice, "Overview").click();
            button(alice, "Show the credentials").waitFor();
            Browser.check(alice, "deployment-complete");
            tab(alice, "Resources").click();
            Browser.check(alice, "deployment-resources");

            open(alice);
            lookAround(alice);
            delete(alice);

            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(new SiteInABox(product).objects()).isEmpty();
    }

    private static void fillTheForm(Page page) {
        link(page, "Web service").click();
        Locator elba =
                page.getByRole(RADIO, new Page.GetByRoleOptions().setName("ELBA").setExact(true));
        elba.waitFor();
        // As people do: the whole card is the label.
        page.getByText("ELBA", exactly()).click();
        assertThat(elba).isChecked();
        Browser.check(page, "deploy-site");
        button(page, "Continue").click();
        page.getByLabel("Title").first().fill("Survey of the southern sky");
        page.getByLabel("Page title").fill("Survey of the southern sky");
        Browser.check(page, "deploy-form");
        button(page, "Review").click();
        page.getByRole(HEADING, new Page.GetByRoleOptions().setName("What will be created"))
                .waitFor();
        Browser.check(page, "deploy-plan");
    }

    private static void adminSeesIt(Browser browser, Product product) {
        Page carla = browser.window(product.url());
        carla.navigate("/ui/admin/deployments");
        Browser.awaitHeading(carla, "Sign in");
        Browser.signIn(carla, product, "carla");
        Browser.awaitHeading(carla, "All deployments");
        link(carla, "Survey of the southern sky").waitFor();
        assertThat(carla.getByText("Alice").first()).isVisible();
        Browser.check(carla, "admin");
        carla.context().close();
    }

    /** The service's own page, in the tab that its link opens. */
    private static void open(Page page) {
        Locator endpoint = page.locator("a[target=_blank]").first();
        String address = endpoint.getAttribute("href");
        Page opened = page.waitForPopup(endpoint::click);
        assertThat(opened.locator("h1")).hasText("Survey of the southern sky");
        // Browsers leave the usual port out.
        assertThat(opened).hasURL(address.replace(":80/", "/"));
        opened.close();
    }

    private static void lookAround(Page page) {
        link(page, "Sites").click();
        Browser.awaitHeading(page, "Sites");
        page.getByRole(HEADING, new Page.GetByRoleOptions().setName("ISCHIA")).waitFor();
        Browser.check(page, "sites");
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(LINK, new Locator.GetByRoleOptions().setName("My deployments"))
                .click();
        Browser.awaitHeading(page, "My deployments");
        link(page, "Survey of the southern sky").waitFor();
        Browser.check(page, "deployments");
        assertThat(link(page, "All deployments")).hasCount(0);
    }

    private static void delete(Page page) {
        button(page, "Delete Survey of the southern sky").click();
        Locator dialog = page.getByRole(DIALOG);
        dialog.getByText("This cannot be undone.").waitFor();
        Browser.check(page, "delete");
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Delete")).click();
        assertThat(link(page, "Survey of the southern sky"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(LONG_MILLIS));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator tab(Page page, String name) {
        return page.getByRole(TAB, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator.WaitForOptions forLong() {
        return new Locator.WaitForOptions().setTimeout(LONG_MILLIS);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
