package io.arcipelago.feeder.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.feeder.testing.RobotIssuer;
import io.arcipelago.feeder.testing.Site;
import io.arcipelago.feeder.testing.TamperingProxy.Answer;
import io.arcipelago.openstack.BreakerSettings;
import io.arcipelago.openstack.CatalogueEndpoint;
import io.arcipelago.openstack.ConnectionSettings;
import io.arcipelago.openstack.Credentials;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.ProjectDetails;
import io.arcipelago.openstack.ProjectScope;
import io.arcipelago.openstack.ServiceType;
import io.arcipelago.openstack.SiteConnection;
import io.arcipelago.openstack.Sleeper;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site tells of a project beyond what deployments ask. */
class SiteClientTest {

    @TempDir Path directory;

    private final RobotIssuer issuer = new RobotIssuer();
    private Site site;
    private SiteConnection connection;
    private OpenStackClient client;

    @BeforeEach
    void start() {
        issuer.memberOf("astro");
        site = new Site(issuer.url(), directory);
        connection =
                new SiteConnection(
                        URI.create(site.keystone()),
                        ConnectionSettings.defaults(),
                        InstantSource.system(),
                        Sleeper.system(),
                        BreakerSettings.off());
        client =
                OpenStackClient.open(
                        connection,
                        new Credentials.FederatedAccessToken("iam", "openid", issuer::token),
                        ProjectScope.id(Site.project("astro")),
                        "north");
    }

    @AfterEach
    void stop() {
        connection.close();
        site.close();
        issuer.close();
    }

    @Test
    void aProjectIsDescribedByKeystoneOrElseByTheToken() {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/identity/v3/projects/")
                                ? new Answer(403, "{\"error\": {\"message\": \"no\"}}")
                                : answer);
        ProjectDetails byToken = client.project();
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/identity/v3/projects/")
                                ? new Answer(
                                        200, "{\"project\": {\"description\": \"for the stars\"}}")
                                : answer);
        ProjectDetails byKeystone = client.project();

        assertThat(byToken)
                .isEqualTo(new ProjectDetails(Site.project("astro"), "astro", "default", ""));
        assertThat(byKeystone.description()).isEqualTo("for the stars");
    }

    @Test
    void theCatalogueHasEveryEndpointOfEveryRegion() {
        assertThat(client.catalogue())
                .filteredOn(it -> it.type().equals("compute") && it.face().equals("public"))
                .extracting(CatalogueEndpoint::region)
                .containsExactly("north", "south");
        assertThat(client.supplies(ServiceType.VOLUME)).isTrue();
    }

    @Test
    void anImagesMembersAreToldWithTheirAnswers() {
        site.door()
                .tamper((path, _, answer) ->
                        path.endsWith("/members")
                                ? new Answer(
                                        200,
                                        """
                                        {"members": [{"member_id": "p2", "status": "accepted"},
                                                     {"member_id": "p3", "status": "pending"}]}
                                        """)
                                : answer);

        assertThat(client.images().members("any"))
                .isEqualTo(Map.of("p2", "accepted", "p3", "pending"));
    }

    @Test
    void imagesTellOwnerAgeAndWhetherTheyAreHidden() {
        site.door()
                .tamper((path, _, answer) ->
                        path.contains("/image/v2/images")
                                ? answer.with(
                                        """
                                        {"images": [{"id": "i", "name": "n", "status": "active",
                                          "visibility": "shared", "owner": "p9", "os_hidden": true,
                                          "created_at": "2026-01-02T03:04:05Z", "os_distro": "debian"}]}
                                        """)
                                : answer);

        assertThat(client.images().activeImages())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.owner()).isEqualTo("p9");
                    assertThat(it.visibility()).isEqualTo("shared");
                    assertThat(it.hidden()).isTrue();
                    assertThat(it.createdAt())
                            .map(Object::toString)
                            .contains("2026-01-02T03:04:05Z");
                    assertThat(it.osDistro()).contains("debian");
                });
    }
}
