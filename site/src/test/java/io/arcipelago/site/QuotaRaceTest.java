package io.arcipelago.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.OpenStackException;
import io.arcipelago.openstack.OpenStackException.Kind;
import io.arcipelago.openstack.QuotaUsage;
import io.arcipelago.openstack.ServerFilter;
import io.arcipelago.openstack.ServerRequest;
import io.arcipelago.openstack.Tags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaRaceTest {

    @TempDir Path dir;

    @Test
    void fiftyParallelCreationsFillTheQuotaAndNeverExceedIt() throws Exception {
        try (TestSite site = new TestSite(dir);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OpenStackClient alice = site.alice();
            ServerRequest request = Deployed.small(alice, new Tags("race", "n", 0, 1));
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(() -> accepted(alice, request));
            }
            int accepted = 0;
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                accepted += call.get() ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(10);
            assertThat(alice.compute().listServers(ServerFilter.all())).hasSize(10);
            assertThat(alice.quotas().compute())
                    .containsEntry("instances", new QuotaUsage(10, 10, 0));
        }
    }

    private static boolean accepted(OpenStackClient client, ServerRequest request) {
        try {
            client.compute().createServer(request);
            return true;
        } catch (OpenStackException e) {
            assertThat(e.kind()).isEqualTo(Kind.QUOTA);
            return false;
        }
    }
}
