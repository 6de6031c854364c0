package io.arcipelago.site;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;

/** All sites of a configuration, running. */
public final class SiteProcess implements AutoCloseable {

    private final SiteServer server;
    private final FileChannel lock;

    private SiteProcess(SiteServer server, FileChannel lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Loads the state of all sites, takes up their work and opens the port.
     *
     * @param driverMode for sites that name no driver themselves
     * @param port 0 for any free one
     */
    public static SiteProcess start(
            List<SiteConfig> configs,
            Path dataDir,
            int port,
            String instance,
            String driverMode,
            DriverFactory drivers,
            InstantSource clock)
            throws IOException {
        FileChannel lock = locked(dataDir);
        Faults faults = new Faults();
        SiteServer server = new SiteServer(instance, port, faults);
        for (SiteConfig config : configs) {
            config.faults().forEach(faults::add);
            Path siteDir = dataDir.resolve(config.name());
            Files.createDirectories(siteDir);
            SiteDriver driver =
                    drivers.create(config.driver().orElse(driverMode), config.name(), siteDir);
            server.add(
                    new SiteService(
                            config,
                            siteDir,
                            driver,
                            faults,
                            clock,
                            server.publicUrl(config.name())));
        }
        server.start();
        return new SiteProcess(server, lock);
    }

    /** Two processes on one directory would overwrite each other's state. */
    private static FileChannel locked(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        FileChannel channel =
                FileChannel.open(
                        dataDir.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "Another site process uses " + dataDir + "; stop it or give another --data");
        }
        return channel;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
