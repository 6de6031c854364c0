package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import io.arcipelago.site.driver.VolumeSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Volumes: a sparse file each, behind a loop device while a server has it. */
final class Volumes {

    private static final String SUFFIX = ".img";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path directory;

    Volumes(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes a volume's file exist with its size; a volume can grow, never shrink.
     *
     * @throws SiteDriverException if the file cannot be made or the volume would shrink
     */
    void ensure(VolumeSpec volume) {
        Path file = file(volume.id());
        long size = volume.sizeGib() * 1024L * 1024L * 1024L;
        try {
            Files.createDirectories(directory);
            if (Files.exists(file) && Files.size(file) > size) {
                throw new SiteDriverException(
                        "Volume %s has %d bytes and cannot shrink to %d GiB"
                                .formatted(volume.id(), Files.size(file), volume.sizeGib()));
            }
            Command.run("truncate", "--size", Long.toString(size), file.toString());
            Optional<LoopDevice> device = attached(volume.id());
            if (device.isPresent()) {
                Command.run("losetup", "--set-capacity", device.get().path());
            }
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Cannot make volume %s: %s".formatted(volume.id(), e.getMessage()), e);
        }
    }

    void remove(String volumeId) {
        detach(volumeId);
        try {
            Files.deleteIfExists(file(volumeId));
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Cannot remove volume %s: %s".formatted(volumeId, e.getMessage()), e);
        }
    }

    /** Puts a loop device before the volume, if none is there yet. */
    LoopDevice attach(String volumeId) {
        if (!Files.exists(file(volumeId))) {
            throw new SiteDriverException("Volume %s does not exist".formatted(volumeId));
        }
        Optional<LoopDevice> present = attached(volumeId);
        if (present.isEmpty()) {
            Command.run("losetup", "--find", file(volumeId).toString());
            present = attached(volumeId);
        }
        return present.orElseThrow(
                () -> new SiteDriverException("Volume %s got no loop device".formatted(volumeId)));
    }

    /** Takes the loop device away after everything reached the file. */
    void detach(String volumeId) {
        Optional<LoopDevice> device = attached(volumeId);
        if (device.isEmpty()) {
            return;
        }
        Command.run("losetup", "--detach", device.get().path());
        try (FileChannel channel = FileChannel.open(file(volumeId), StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Volume %s may lack its last writes: %s".formatted(volumeId, e.getMessage()),
                    e);
        }
    }

    Optional<LoopDevice> attached(String volumeId) {
        Path file = file(volumeId);
        return loopDevices().stream().filter(device -> device.file().equals(file)).findFirst();
    }

    void retain(Set<String> volumeIds) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<String> present;
        try (Stream<Path> files = Files.list(directory)) {
            present =
                    files.map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(SUFFIX))
                            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                            .toList();
        } catch (IOException e) {
            throw new SiteDriverException(
                    "Cannot list %s: %s".formatted(directory, e.getMessage()), e);
        }
        present.stream().filter(id -> !volumeIds.contains(id)).forEach(this::remove);
    }

    /** Takes away every loop device whose file lies below a directory; the files stay. */
    static void detachAll(Path below) {
        for (LoopDevice device : loopDevices()) {
            if (device.file().startsWith(below)) {
                Command.attempt("losetup", "--detach", device.path());
            }
        }
    }

    private Path file(String volumeId) {
        return directory.resolve(SandboxNames.checkedId("volume", volumeId) + SUFFIX);
    }

    private static List<LoopDevice> loopDevices() {
        String listing =
                Command.run("losetup", "--list", "--json", "--output", "NAME,MAJ:MIN,BACK-FILE");
        if (listing.isBlank()) {
            return List.of();
        }
        return JSON.readTree(listing)
                .path("loopdevices")
                .valueStream()
                .map(Volumes::loopDevice)
                .toList();
    }

    private static LoopDevice loopDevice(JsonNode node) {
        // Some versions show the numbers padded, "7:  0".
        return new LoopDevice(
                node.path("name").asString(),
                node.path("maj:min").asString().replace(" ", ""),
                Path.of(node.path("back-file").asString("")));
    }

    /**
     * A loop device of the machine.
     *
     * @param path such as {@code /dev/loop3}
     * @param majorMinor its numbers, such as {@code 7:3}
     * @param file what it shows as a block device
     */
    record LoopDevice(String path, String majorMinor, Path file) {}
}
