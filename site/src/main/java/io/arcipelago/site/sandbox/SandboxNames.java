package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.SiteDriverException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names under which a site's objects show on the machine.
 *
 * <p>All begin with {@code arc}, six hexadecimal digits of the instance and four of the site, so
 * that leftovers are recognised and several instances coexist. A network interface's name holds at
 * most fifteen characters, which leaves two for the object.
 */
record SandboxNames(String tag) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    static SandboxNames of(String instance, String siteName) {
        return new SandboxNames(instancePrefix(instance) + digest(siteName).substring(0, 4));
    }

    /** What the names of all sites of an instance begin with. */
    static String instancePrefix(String instance) {
        return "arc" + digest(instance).substring(0, 6);
    }

    /** The network namespace that holds the bridges of the site. */
    String fabric() {
        return tag + "-f";
    }

    String routerNamespace(String routerId) {
        return tag + "-r-" + digest(routerId).substring(0, 12);
    }

    String serverNamespace(String serverId) {
        return tag + "-s-" + digest(serverId).substring(0, 12);
    }

    /** The machine's own interface on an external network. */
    String externalInterface(String networkId) {
        return tag + digest(networkId).substring(0, 2);
    }

    /** An interface inside one of the site's own namespaces, such as {@code n1a2b3c4d5e6f}. */
    static String inner(char kind, String... ids) {
        return kind + digest(String.join("/", ids)).substring(0, 12);
    }

    /** Returns the id itself if it is safe as a file name and an argument. */
    static String checkedId(String kind, String id) {
        if (!ID.matcher(id).matches()) {
            throw new SiteDriverException(
                    "The id '%s' of a %s is not usable; use letters, digits, '.', '_', '-', at most 64"
                            .formatted(id, kind));
        }
        return id;
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
