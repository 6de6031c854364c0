package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The Debian tree that sandboxes boot from, built once per machine with mmdebstrap or debootstrap.
 *
 * <p>It is built beside its place and renamed when its manifest is written, so a tree with a
 * manifest is complete. The manifest names the recipe; a tree of another recipe is built anew.
 */
public final class BaseImage {

    /** The image name that has a tree. */
    public static final String NAME = "debian-12";

    static final String RELEASE = "bookworm";

    private static final String PACKAGES =
            "openssh-server,python3,python3-apt,sudo,iproute2,ca-certificates,procps,netbase,e2fsprogs";
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private static final String STRIPPED =
            """
            path-exclude=/usr/share/doc/*
            path-exclude=/usr/share/info/*
            path-exclude=/usr/share/man/*
            path-exclude=/usr/share/locale/*
            """;

    private static final String SSHD =
            """
            PasswordAuthentication no
            UseDNS no
            """;

    /** Runs in the tree's root after the packages are there. */
    private static final String CUSTOMISE =
            """
            set -e
            useradd --create-home --shell /bin/bash --groups sudo,adm debian
            usermod --password '*' debian
            echo 'debian ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/90-default-user
            chmod 440 /etc/sudoers.d/90-default-user
            rm -f /etc/ssh/ssh_host_* /etc/machine-id /var/lib/dbus/machine-id
            rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* /tmp/*
            rm -rf /usr/share/doc/* /usr/share/info/* /usr/share/man/* /usr/share/locale/*
            mkdir -p /var/log/apt /var/lib/apt/lists/partial /var/cache/apt/archives/partial
            touch /etc/fstab /etc/machine-id
            ln -sf ../proc/self/mounts /etc/mtab
            """;

    private BaseImage() {}

    /**
     * Where the launcher, the tests and the build keep trees: {@code ~/.cache/arcipelago/images}.
     */
    public static Path defaultDirectory() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return root.resolve("arcipelago").resolve("images");
    }

    /** Whether the tree is there, complete, and of this recipe. */
    public static boolean isComplete(Path imagesDir) {
        return Machine.read(imagesDir.resolve(NAME).resolve("manifest"))
                .filter(text -> text.contains("recipe " + recipe()))
                .isPresent();
    }

    /**
     * The root directory of an image's tree.
     *
     * @throws SiteDriverException if the image has none
     */
    static Path tree(Path imagesDir, String image) {
        if (!image.equals(NAME)) {
            throw new SiteDriverException(
                    "Image %s has no sandbox tree on this machine; only %s has one"
                            .formatted(image, NAME));
        }
        if (!isComplete(imagesDir)) {
            throw new SiteDriverException(
                    "The tree of image %s is not built in %s".formatted(image, imagesDir));
        }
        return imagesDir.resolve(NAME).resolve("root");
    }

    /**
     * Builds the tree unless it is there. Needs root and a reachable Debian mirror; about 190 MB.
     *
     * @param progress gets a line now and then
     * @throws SiteDriverException if the tree cannot be built; nothing half-built is ever used
     */
    public static void ensure(Path imagesDir, Consumer<String> progress) {
        try {
            Files.createDirectories(imagesDir);
            try (FileChannel channel =
                            FileChannel.open(
                                    imagesDir.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isComplete(imagesDir)) {
                    build(imagesDir, progress);
                }
            }
        } catch (IOException e) {
            throw new SiteDriverException(
                    "The tree of image %s cannot be built in %s: %s"
                            .formatted(NAME, imagesDir, e.getMessage()),
                    e);
        }
    }

    private static void build(Path imagesDir, Consumer<String> progress) throws IOException {
        Path building = Files.createTempDirectory(imagesDir, "." + NAME + "-");
        try {
            Path root = building.resolve("root");
            List<String> sources = AptSources.ofMachine();
            progress.accept("Building the Debian tree %s in %s".formatted(NAME, imagesDir));
            bootstrap(root, sources, progress);
            configure(root, sources);
            Command.run("chroot", root.toString(), "/bin/sh", "-c", CUSTOMISE);
            String packages =
                    Command.run(
                            "chroot",
                            root.toString(),
                            "dpkg-query",
                            "-W",
                            "-f",
                            "${Package} ${Version}\\n");
            Files.writeString(
                    building.resolve("manifest"),
                    "recipe %s\npackages %s\n%s".formatted(recipe(), sha256(packages), packages));
            Files.setPosixFilePermissions(building, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path place = imagesDir.resolve(NAME);
            if (Files.exists(place)) {
                Path aside = imagesDir.resolve(NAME + ".replaced-" + recipeOf(place));
                Command.run("rm", "-rf", "--one-file-system", "--", aside.toString());
                // Renamed, not removed: servers of another instance may run on it.
                Files.move(place, aside);
                progress.accept(
                        "The former tree is now %s; remove it when unused".formatted(aside));
            }
            Files.move(building, place);
            progress.accept("The Debian tree %s is ready".formatted(place));
        } finally {
            Command.run("rm", "-rf", "--one-file-system", "--", building.toString());
        }
    }

    private static void bootstrap(Path root, List<String> sources, Consumer<String> progress)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Command.attempt("mmdebstrap", "--version").succeeded()) {
            command.addAll(
                    List.of(
                            "mmdebstrap",
                            "--mode=root",
                            "--variant=minbase",
                            "--include=" + PACKAGES,
                            "--aptopt=Acquire::Languages \"none\""));
            STRIPPED.lines().forEach(line -> command.add("--dpkgopt=" + line));
            command.addAll(List.of(RELEASE, root.toString()));
            command.addAll(sources);
        } else if (Command.attempt("debootstrap", "--version").succeeded()) {
            command.addAll(
                    List.of(
                            "debootstrap",
                            "--variant=minbase",
                            "--include=" + PACKAGES,
                            RELEASE,
                            root.toString(),
                            sources.getFirst().split(" ", -1)[1]));
        } else {
            throw new SiteDriverException(
                    "Neither mmdebstrap nor debootstrap is installed; install mmdebstrap");
        }
        stream(command, progress);
    }

    private static void stream(List<String> command, Consumer<String> progress) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .start();
        process.onExit()
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> {
                    process.destroyForcibly();
                    return process;
                });
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.startsWith("I: ") || line.startsWith("E: ") || line.startsWith("W: ")) {
                    progress.accept(line);
                }
            }
        }
        int exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            throw new SiteDriverException(
                    "%s ended with exit code %d: %s".formatted(command.getFirst(), exitCode, last));
        }
    }

    private static void configure(Path root, List<String> sources) throws IOException {
        Files.writeString(root.resolve("etc/apt/sources.list"), String.join("\n", sources) + "\n");
        Files.writeString(root.resolve("etc/dpkg/dpkg.cfg.d/01-stripped"), STRIPPED);
        Files.writeString(root.resolve("etc/ssh/sshd_config.d/sandbox.conf"), SSHD);
        Files.writeString(
                root.resolve("etc/apt/apt.conf.d/90-sandbox"), "Acquire::Languages \"none\";\n");
        String proxy =
                Command.attempt("apt-config", "dump", "Acquire::http::Proxy").output().strip();
        if (proxy.matches("Acquire::http::Proxy \"http[^\"]+\";")) {
            Files.writeString(root.resolve("etc/apt/apt.conf.d/91-proxy"), proxy + "\n");
        }
    }

    private static String recipe() {
        return sha256(RELEASE + PACKAGES + STRIPPED + SSHD + CUSTOMISE).substring(0, 16);
    }

    private static String recipeOf(Path place) {
        return Machine.read(place.resolve("manifest"))
                .flatMap(text -> text.lines().findFirst())
                .map(line -> line.replace("recipe ", ""))
                .orElse("incomplete");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Builds the tree in the given directory, or in the default one. */
    public static void main(String[] arguments) {
        Path imagesDir = arguments.length == 0 ? defaultDirectory() : Path.of(arguments[0]);
        try {
            ensure(imagesDir, System.out::println);
        } catch (SiteDriverException e) {
            System.err.println(Objects.requireNonNull(e.getMessage()));
            System.exit(1);
        }
    }
}
