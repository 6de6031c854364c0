package io.arcipelago.identity.scope;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A capability on a path, such as {@code storage.read:/a/b} (WLCG Common JWT Profile, section
 * "Capability-based Authorization"). Paths are compared by decoded segments, never as text.
 *
 * @param capability what may be done, such as {@code storage.read}
 * @param segments decoded; empty for the root
 * @param directory whether the path ends in a slash and so names a directory only
 */
record PathScope(String capability, List<String> segments, boolean directory) {

    private static final Set<String> CAPABILITIES =
            Set.of(
                    "storage.read",
                    "storage.create",
                    "storage.modify",
                    "storage.stage",
                    "storage.poll");

    /** RFC 6749, section 3.3: no blanks, quotes and backslashes. */
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /** The characters of a segment that need no escape (RFC 3986, section 3.3). */
    private static final String PLAIN =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@";

    PathScope {
        segments = List.copyOf(segments);
    }

    /** Whether the scope is one of a path, well formed or not. */
    static boolean isOne(String scope) {
        int colon = scope.indexOf(':');
        return CAPABILITIES.contains(colon < 0 ? scope : scope.substring(0, colon));
    }

    /**
     * Reads a scope; empty if the path is missing, relative, holds an empty segment, {@code .} or
     * {@code ..}, or is not well encoded. A slash that hides in a segment is refused, too.
     */
    static Optional<PathScope> parse(String scope) {
        int colon = scope.indexOf(':');
        if (colon < 0
                || !isOne(scope)
                || !scope.startsWith("/", colon + 1)
                || !SCOPE_TOKEN.matcher(scope).matches()) {
            return Optional.empty();
        }
        String path = scope.substring(colon + 2);
        boolean directory = path.isEmpty() || path.endsWith("/");
        String inner = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<String> segments = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String raw : inner.split("/", -1)) {
                Optional<String> segment = decode(raw).filter(PathScope::isName);
                if (segment.isEmpty()) {
                    return Optional.empty();
                }
                segments.add(segment.get());
            }
        }
        return Optional.of(new PathScope(scope.substring(0, colon), segments, directory));
    }

    /** Whether everything that the other scope allows is allowed by this one. */
    boolean covers(PathScope other) {
        if (!capability.equals(other.capability)
                || other.segments.size() < segments.size()
                || !other.segments.subList(0, segments.size()).equals(segments)) {
            return false;
        }
        // "/a/" names what is below a directory, but no file "/a".
        return other.segments.size() > segments.size() || !directory || other.directory;
    }

    /**
     * The one way to write it: only what a path must not hold is escaped (RFC 3986, section 6.2.2).
     * Two scopes of one path are then equal as text.
     */
    String canonical() {
        StringBuilder text = new StringBuilder(capability).append(":/");
        for (int i = 0; i < segments.size(); i++) {
            text.append(i == 0 ? "" : "/");
            for (byte octet : segments.get(i).getBytes(StandardCharsets.UTF_8)) {
                if (octet > ' ' && PLAIN.indexOf(octet) >= 0) {
                    text.append((char) octet);
                } else {
                    text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
                }
            }
        }
        return text.append(directory && !segments.isEmpty() ? "/" : "").toString();
    }

    private static boolean isName(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.indexOf('/') < 0
                && segment.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<String> decode(String raw) {
        byte[] text = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(text.length);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '%') {
                bytes.put(text[i]);
            } else if (i + 2 < text.length
                    && HexFormat.isHexDigit(text[i + 1])
                    && HexFormat.isHexDigit(text[i + 2])) {
                int value = HexFormat.fromHexDigit(text[i + 1]) * 16;
                bytes.put((byte) (value + HexFormat.fromHexDigit(text[i + 2])));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
