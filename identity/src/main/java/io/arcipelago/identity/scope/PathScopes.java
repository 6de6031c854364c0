package io.arcipelago.identity.scope;

import java.util.Arrays;

/** The path of a scope such as {@code storage.read:/data}. */
final class PathScopes {

    private PathScopes() {}

    /** Whether the path is absolute and in normal form, so that no segment leads elsewhere. */
    static boolean wellFormed(String path) {
        return path.startsWith("/")
                && !path.contains("%")
                && !path.contains("//")
                && Arrays.stream(path.split("/"))
                        .noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
