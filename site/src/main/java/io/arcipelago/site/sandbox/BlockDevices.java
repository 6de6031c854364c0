package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.Attachment;
import io.arcipelago.site.driver.SiteDriverException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Volumes as block devices of servers, such as {@code /dev/vdb}. */
final class BlockDevices {

    private static final Pattern DEVICE = Pattern.compile("/dev/((?:vd|sd|xvd)[b-z])");
    private static final String DISK_GROUP = "6";

    private final Volumes volumes;

    BlockDevices(Volumes volumes) {
        this.volumes = volumes;
    }

    /** A device node: {@code vdb} with the numbers {@code 7:3}. */
    record Node(String name, String majorMinor) {

        String line() {
            return name + " " + majorMinor.replace(':', ' ') + "\n";
        }
    }

    /** Makes loop devices for volumes that a server shall boot with. */
    List<Node> open(List<Attachment> attachments) {
        List<Node> nodes = new ArrayList<>();
        for (Attachment attachment : attachments) {
            nodes.add(
                    new Node(
                            nodeName(attachment),
                            volumes.attach(attachment.volumeId()).majorMinor()));
        }
        return nodes;
    }

    /** Gives back the loop devices of a server that is gone. */
    void close(List<Attachment> attachments) {
        attachments.forEach(attachment -> volumes.detach(attachment.volumeId()));
    }

    /** Turns the devices of a running server into exactly the wanted ones. */
    void change(
            String controlGroup, long initPid, List<Attachment> present, List<Attachment> wanted) {
        for (Attachment attachment : present) {
            if (!wanted.contains(attachment)) {
                detach(controlGroup, initPid, attachment);
            }
        }
        for (Attachment attachment : wanted) {
            attach(controlGroup, initPid, attachment);
        }
    }

    private void attach(String controlGroup, long initPid, Attachment attachment) {
        Path node = dev(initPid).resolve(nodeName(attachment));
        String majorMinor = volumes.attach(attachment.volumeId()).majorMinor();
        if (Files.exists(node, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String[] numbers = majorMinor.split(":", 2);
        ControlGroups.permit(controlGroup, majorMinor, true);
        Command.run("mknod", "-m", "660", node.toString(), "b", numbers[0], numbers[1]);
        Command.run("chgrp", DISK_GROUP, node.toString());
    }

    private void detach(String controlGroup, long initPid, Attachment attachment) {
        volumes.attached(attachment.volumeId())
                .ifPresent(device -> {
                    unmount(initPid, device.majorMinor(), attachment);
                    ControlGroups.permit(controlGroup, device.majorMinor(), false);
                });
        Command.run("rm", "-f", dev(initPid).resolve(nodeName(attachment)).toString());
        volumes.detach(attachment.volumeId());
    }

    /**
     * Unmounts a volume inside the server, with the server's own programs and no more rights than
     * its root has.
     */
    private static void unmount(long initPid, String majorMinor, Attachment attachment) {
        for (String target : mounts(initPid, majorMinor)) {
            Command.Result result =
                    Command.attempt(
                            "",
                            Duration.ofSeconds(20),
                            List.of(
                                    "setpriv",
                                    "--bounding-set",
                                    Capabilities.DROPPED,
                                    "--",
                                    "nsenter",
                                    "--target",
                                    Long.toString(initPid),
                                    "--mount",
                                    "--pid",
                                    "--uts",
                                    "--ipc",
                                    "--net",
                                    "--",
                                    "/bin/umount",
                                    target));
            if (!result.succeeded()) {
                throw new SiteDriverException(
                        "Volume %s is in use at %s of the server; unmount it there first (%s)"
                                .formatted(attachment.volumeId(), target, result.errors().strip()));
            }
        }
    }

    /** Where a device is mounted, the latest mount first; fields 3 and 5 of mountinfo, proc(5). */
    private static List<String> mounts(long initPid, String majorMinor) {
        return Machine.read(Path.of("/proc", Long.toString(initPid), "mountinfo"))
                .orElse("")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields[2].equals(majorMinor))
                .map(fields -> unescaped(fields[4]))
                .toList()
                .reversed();
    }

    private static String unescaped(String path) {
        return Pattern.compile("\\\\([0-7]{3})")
                .matcher(path)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(
                                Character.toString(Integer.parseInt(escape.group(1), 8))));
    }

    private static Path dev(long initPid) {
        Path dev = Path.of("/proc", Long.toString(initPid), "root/dev");
        // A link would lead out of the server, into the machine's own directories.
        if (!Files.isDirectory(dev, LinkOption.NOFOLLOW_LINKS)) {
            throw new SiteDriverException("The server has no directory /dev");
        }
        return dev;
    }

    private static String nodeName(Attachment attachment) {
        Matcher matcher = DEVICE.matcher(attachment.device());
        if (!matcher.matches()) {
            throw new SiteDriverException(
                    "'%s' is no device name for volume %s; use /dev/vdb to /dev/vdz"
                            .formatted(attachment.device(), attachment.volumeId()));
        }
        return matcher.group(1);
    }
}
