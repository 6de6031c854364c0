package io.arcipelago.site.work;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.SiteDriver;
import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.driver.VolumeSpec;
import io.arcipelago.site.state.Server;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.SiteStore;
import io.arcipelago.site.state.Volume;
import io.arcipelago.site.state.Volume.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, attaches and removes volumes. */
final class VolumeWork {

    private static final Logger LOG = LoggerFactory.getLogger(VolumeWork.class);

    private final SiteConfig config;
    private final SiteStore store;
    private final SiteDriver driver;

    VolumeWork(SiteConfig config, SiteStore store, SiteDriver driver) {
        this.config = config;
        this.store = store;
        this.driver = driver;
    }

    /** Does what the volume's state says is to be done; in order per volume. */
    void step(String id) {
        Optional<Volume> found = store.read(data -> Optional.ofNullable(data.volumes().get(id)));
        if (found.isEmpty()) {
            return;
        }
        Volume volume = found.get();
        switch (volume.status()) {
            case CREATING -> create(volume);
            case DELETING -> remove(volume);
            // Attaching and detaching is done in the server's order; the disk is there already.
            case AVAILABLE, ATTACHING, IN_USE, DETACHING ->
                    guarded(volume, Status.ERROR, () -> ensure(volume));
            case ERROR, ERROR_DELETING -> {}
        }
    }

    private void create(Volume volume) {
        if (interruptedIn(config.delays().volumeCreate())) {
            return;
        }
        guarded(
                volume,
                Status.ERROR,
                () -> {
                    ensure(volume);
                    update(volume.id(), Status.CREATING, Status.AVAILABLE);
                });
    }

    private void ensure(Volume volume) {
        driver.ensureVolume(new VolumeSpec(volume.id(), volume.sizeGib()));
    }

    private void remove(Volume volume) {
        guarded(
                volume,
                Status.ERROR_DELETING,
                () -> {
                    driver.removeVolume(volume.id());
                    store.change(data -> data.volumes().remove(volume.id()) != null);
                });
    }

    /** Brings a server's volumes to what was ordered; in order per server. */
    void attach(String serverId) {
        Map<String, Status> seen = new HashMap<>();
        Optional<List<Attachment>> wanted =
                store.read(data -> {
                    data.volumesOf(serverId).forEach(it -> seen.put(it.id(), it.status()));
                    return Optional.ofNullable(data.servers().get(serverId))
                            .map(_ -> DriverSpecs.attachments(data, serverId));
                });
        if (wanted.isEmpty()) {
            return;
        }
        try {
            if (store.read(
                    data ->
                            Optional.ofNullable(data.servers().get(serverId))
                                    .filter(Server::running)
                                    .isPresent())) {
                driver.ensureAttachments(serverId, wanted.get());
            }
            settle(serverId, seen, true);
        } catch (SiteDriverException e) {
            LOG.warn("Volumes of server {} are not as ordered: {}", serverId, e.getMessage());
            settle(serverId, seen, false);
        }
    }

    /** Ends the attaching and detaching that was seen, with or without success. */
    private void settle(String serverId, Map<String, Status> seen, boolean done) {
        if (seen.values().stream().anyMatch(it -> it != Status.IN_USE)) {
            store.change(data -> settled(data, serverId, seen, done));
        }
    }

    private static boolean settled(
            SiteData data, String serverId, Map<String, Status> seen, boolean done) {
        for (Volume volume : data.volumesOf(serverId).toList()) {
            boolean moving =
                    volume.status() == Status.ATTACHING || volume.status() == Status.DETACHING;
            // What was ordered after the driver was called is the next call's to settle.
            if (moving && volume.status() == seen.get(volume.id())) {
                boolean stays = (volume.status() == Status.ATTACHING) == done;
                data.volumes()
                        .put(
                                volume.id(),
                                stays
                                        ? volume.with(Status.IN_USE)
                                        : volume.with(Status.AVAILABLE, Optional.empty()));
            }
        }
        return true;
    }

    private void guarded(Volume volume, Status onFailure, Runnable work) {
        try {
            work.run();
        } catch (SiteDriverException e) {
            LOG.warn("Volume {}: {}", volume.id(), e.getMessage());
            store.change(data ->
                    data.volumes().computeIfPresent(volume.id(), (_, it) -> it.with(onFailure)));
        }
    }

    private void update(String id, Status from, Status to) {
        store.change(data ->
                data.volumes()
                        .computeIfPresent(id, (_, it) -> it.status() == from ? it.with(to) : it));
    }

    private boolean interruptedIn(Duration delay) {
        try {
            store.await(_ -> false, delay);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
