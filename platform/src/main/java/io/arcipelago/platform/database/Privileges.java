package io.arcipelago.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs, which refuse to run as root, are run: directly by any other user; as
 * root in a user namespace of their own, or, where the kernel forbids that, as an unprivileged
 * user.
 */
enum Privileges {
    /** The running user is not root. */
    OWN_USER,
    /** Root, seen as nobody by the program; the files stay root's. */
    USER_NAMESPACE,
    /** The user nobody, who then owns the files. */
    OTHER_USER;

    private static final int NOBODY = 65534;

    /** The way that works here, with the files in {@code home} made accessible for it. */
    static Privileges choose(Path home, Path programs) throws IOException {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            return OWN_USER;
        }
        if (Commands.run(USER_NAMESPACE.command("true"), home).succeeded()) {
            return USER_NAMESPACE;
        }
        OTHER_USER.prepare(home, programs);
        return OTHER_USER;
    }

    /** Hands the files to the user of this way and checks that it can reach them. */
    void prepare(Path home, Path programs) throws IOException {
        if (this != OTHER_USER) {
            return;
        }
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
            }
        }
        String postgres = programs.resolve("bin/postgres").toString();
        Commands.Result reach =
                Commands.run(command("test", "-x", postgres, "-a", "-w", home.toString()), home);
        if (!reach.succeeded()) {
            throw new DatabaseUnavailableException(
                    "PostgreSQL does not run as root. Here user namespaces are not allowed"
                            + " (unshare -U), and user id "
                            + NOBODY
                            + " cannot reach "
                            + home
                            + " or "
                            + postgres
                            + ". Run as an ordinary user, move arcipelago.data-dir to a directory"
                            + " that every user may traverse, or set arcipelago.database.url.");
        }
    }

    List<String> command(String... command) {
        List<String> full = new ArrayList<>();
        switch (this) {
            case OWN_USER -> {}
            case USER_NAMESPACE -> full.addAll(List.of("unshare", "-U"));
            case OTHER_USER -> {
                String nobody = String.valueOf(NOBODY);
                full.addAll(List.of("setpriv", "--reuid", nobody, "--regid", nobody));
                full.add("--clear-groups");
            }
        }
        full.addAll(List.of(command));
        return full;
    }
}
