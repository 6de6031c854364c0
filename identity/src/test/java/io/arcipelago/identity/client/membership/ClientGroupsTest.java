package io.arcipelago.identity.client.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.arcipelago.identity.account.Groups;
import io.arcipelago.identity.group.GroupTree;
import io.arcipelago.identity.testing.Provider;
import io.arcipelago.identity.testing.ScopedClient;
import io.arcipelago.identity.testing.TestClient;
import io.arcipelago.identity.testing.TokenClient;
import io.arcipelago.identity.token.ClientTokenSettings;
import io.arcipelago.identity.token.ProfileName;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A program that works for groups, such as the feeder, has their names in its own tokens. */
class ClientGroupsTest {

    private final Provider provider = Provider.shared();
    private final TokenClient admin = TokenClient.administrator(provider);

    @Test
    void aClientsOwnTokenNamesItsGroups() throws Exception {
        TestClient robot = robot("robot-of-two");

        HttpResponse<String> answer = put(admin, robot, "{\"groups\":[\"bio\",\"astro\"]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JWTClaimsSet claims = ownToken(robot, "profile");
        assertThat(claims.getStringListClaim("groups")).containsExactly("astro", "bio");
        assertThat(claims.getSubject()).isEqualTo("robot-of-two");
    }

    @Test
    void aClientInNoGroupHasNoGroupsInItsToken() throws Exception {
        assertThat(ownToken(robot("robot-of-none"), "profile").getClaims())
                .doesNotContainKey("groups");
    }

    @Test
    void aChangeCountsForTheNextToken() throws Exception {
        TestClient robot = robot("robot-that-leaves");
        put(admin, robot, "{\"groups\":[\"astro\",\"bio\"]}");

        put(admin, robot, "{\"groups\":[\"bio\"]}");

        assertThat(ownToken(robot, "profile").getStringListClaim("groups")).containsExactly("bio");
        assertThat(admin.read(route(robot)).path("groups").toString()).isEqualTo("[\"bio\"]");
    }

    @Test
    void aPersonsTokenHasThePersonsGroupsWhicheverClientAsked() throws ParseException {
        TestClient robot = robot("robot-with-people");
        put(admin, robot, "{\"groups\":[\"bio\"]}");

        String token = robot.tokens("alice", "openid profile").path("access_token").asString();

        assertThat(TestClient.claims(token).getStringListClaim("groups"))
                .contains("astro")
                .doesNotContain("bio");
    }

    @Test
    void aClientOfTheWlcgProfileNamesThemWhenTheyAreAskedFor() throws Exception {
        TestClient robot = robot("robot-of-wlcg");
        provider.bean(ClientTokenSettings.class)
                .save(
                        robot.id(),
                        new ClientTokenSettings.Choice(
                                Optional.empty(), Optional.of(ProfileName.WLCG)));
        put(admin, robot, "{\"groups\":[\"astro\"]}");

        assertThat(ownToken(robot, "wlcg.groups").getStringListClaim("wlcg.groups"))
                .containsExactly("/astro");
        assertThat(ownToken(robot, "profile").getClaims()).doesNotContainKey("wlcg.groups");
    }

    @Test
    void aGroupThatIsDeletedLeavesTheToken() throws Exception {
        TestClient robot = robot("robot-of-the-past");
        provider.bean(Groups.class).ensure("past", "to be deleted", provider.clock().instant());
        put(admin, robot, "{\"groups\":[\"past\"]}");

        String id = provider.bean(GroupTree.class).named("past").orElseThrow().id().toString();
        assertThat(admin.delete("/scim/Groups/" + id).statusCode()).isEqualTo(204);

        assertThat(ownToken(robot, "profile").getClaims()).doesNotContainKey("groups");
    }

    @Test
    void anUnknownGroupIsNamedAndNothingChanges() {
        TestClient robot = robot("robot-mistyped");
        put(admin, robot, "{\"groups\":[\"astro\"]}");

        HttpResponse<String> answer = put(admin, robot, "{\"groups\":[\"bio\",\"atsro\"]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("There is no group atsro");
        assertThat(admin.read(route(robot)).path("groups").toString()).isEqualTo("[\"astro\"]");
    }

    @Test
    void aBodyWithoutGroupsIsNoOrderToLeaveThemAll() {
        TestClient robot = robot("robot-without-body");
        put(admin, robot, "{\"groups\":[\"astro\"]}");

        assertThat(put(admin, robot, "{}").statusCode()).isEqualTo(400);
        assertThat(put(admin, robot, "{\"groups\":[null]}").statusCode()).isEqualTo(400);

        assertThat(admin.read(route(robot)).path("groups").toString()).isEqualTo("[\"astro\"]");
    }

    @Test
    void onlyAdministratorsSeeAndChangeThem() {
        TestClient robot = robot("robot-of-others");
        String body = "{\"groups\":[\"astro\"]}";

        assertThat(put(TokenClient.anonymous(provider), robot, body).statusCode()).isEqualTo(401);
        assertThat(put(TokenClient.ambitious(provider, "bruno"), robot, body).statusCode())
                .isEqualTo(403);
        assertThat(put(TokenClient.of(provider, "carla", "openid"), robot, body).statusCode())
                .as("an administrator whose token lacks the scope")
                .isEqualTo(403);
        assertThat(TokenClient.anonymous(provider).get(route(robot)).statusCode()).isEqualTo(401);
        assertThat(TokenClient.ambitious(provider, "bruno").get(route(robot)).statusCode())
                .isEqualTo(403);
        assertThat(admin.get("/v1/clients/nobody/groups").statusCode()).isEqualTo(404);
    }

    private TestClient robot(String id) {
        return ScopedClient.ofTheProduct(provider, id, "wlcg.groups");
    }

    private static String route(TestClient client) {
        return "/v1/clients/" + client.id() + "/groups";
    }

    private static HttpResponse<String> put(TokenClient caller, TestClient client, String body) {
        return caller.put(route(client), body);
    }

    private static JWTClaimsSet ownToken(TestClient client, String scope) {
        HttpResponse<String> answer =
                client.call("/token", Map.of("grant_type", "client_credentials", "scope", scope));
        return TestClient.claims(TestClient.json(answer).path("access_token").asString());
    }
}
