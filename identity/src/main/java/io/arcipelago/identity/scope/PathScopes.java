package io.arcipelago.identity.scope;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The path of a scope such as {@code storage.read:/data}. */
final class PathScopes {

    /** RFC 6749, section 3.3, but for the percent sign: a path has one spelling only. */
    private static final Pattern CHARACTERS =
            Pattern.compile("[\\x21\\x23\\x24\\x26-\\x5b\\x5d-\\x7e]+");

    private PathScopes() {}

    /** Whether the path is absolute and in normal form, so that no segment leads elsewhere. */
    static boolean wellFormed(String path) {
        return path.startsWith("/")
                && CHARACTERS.matcher(path).matches()
                && !path.contains("//")
                && Arrays.stream(path.split("/"))
                        .noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
