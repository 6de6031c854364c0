package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.VolumeSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A site in a process of its own, made to be killed by a test. */
final class DoomedSite {

    static final String READY = "READY";

    private DoomedSite() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SandboxSite site = SandboxSite.reopen(Path.of(arguments[0]), arguments[1], arguments[2]);
        site.externalNetwork();
        site.tenantNetwork("net");
        site.router("router", 2, "net", Map.of(10, 5));
        site.driver.ensureVolume(new VolumeSpec("volume", 1));
        site.driver.ensureServer(site.server("server", "net", 5, ""));
        site.driver.ensureAttachments("server", List.of(new Attachment("volume", "/dev/vdb")));
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
