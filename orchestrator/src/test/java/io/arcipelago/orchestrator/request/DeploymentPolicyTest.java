package io.arcipelago.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.orchestrator.deployment.Deployment;
import io.arcipelago.orchestrator.deployment.DeploymentId;
import io.arcipelago.orchestrator.deployment.DeploymentStatus;
import io.arcipelago.orchestrator.deployment.Goal;
import io.arcipelago.orchestrator.deployment.Owner;
import io.arcipelago.orchestrator.deployment.Phase;
import io.arcipelago.orchestrator.deployment.TimeOrderedIds;
import io.arcipelago.platform.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentPolicyTest {

    private static final String HOME = "https://home.example.org";
    private static final String ELSEWHERE = "https://elsewhere.example.org";

    private static final Deployment OF_ALICE_IN_ASTRO =
            new Deployment(
                    new DeploymentId(TimeOrderedIds.next(Instant.EPOCH)),
                    "title",
                    "web-service",
                    new Owner(HOME, "alice", "Alice"),
                    "astro",
                    Goal.PRESENT,
                    DeploymentStatus.CREATE_COMPLETE,
                    Optional.empty(),
                    Phase.DONE,
                    0,
                    Instant.EPOCH,
                    1,
                    new Deployment.Limits(1, 1, false),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    0,
                    0,
                    Instant.EPOCH,
                    Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        // who, at which issuer, of which group, an administrator; may read, see the key, delete
        "alice, home, astro, false, true, true, true",
        // An owner who has left the group still owns what is there.
        "alice, home, bio, false, true, true, true",
        "anna, home, astro, false, true, false, false",
        "bruno, home, bio, false, false, false, false",
        "alice, elsewhere, astro, false, false, false, false",
        "carla, home, admins, true, true, false, true",
        "carla, elsewhere, admins, true, true, false, true"
    })
    void eachMayDoWhatIsTheirs(
            String subject,
            String issuer,
            String group,
            boolean admin,
            boolean read,
            boolean credentials,
            boolean delete) {
        Caller caller =
                new Caller(
                        issuer.equals("home") ? HOME : ELSEWHERE,
                        subject,
                        subject,
                        "client",
                        Set.of(group),
                        Set.of(),
                        admin);
        DeploymentPolicy policy = new DeploymentPolicy();
        assertThat(policy.allows(caller, DeploymentAction.READ, OF_ALICE_IN_ASTRO)).isEqualTo(read);
        assertThat(policy.allows(caller, DeploymentAction.READ_CREDENTIALS, OF_ALICE_IN_ASTRO))
                .isEqualTo(credentials);
        assertThat(policy.allows(caller, DeploymentAction.DELETE, OF_ALICE_IN_ASTRO))
                .isEqualTo(delete);
    }
}
