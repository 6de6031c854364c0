package io.arcipelago.identity.linking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Distinguished names in the one form in which they are stored and compared (RFC 2253). */
public final class DistinguishedNames {

    /** RFC 2253 knows no keyword for it; many certificates of persons hold one. */
    private static final Map<String, String> EMAIL = Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS");

    private DistinguishedNames() {}

    /** The name of a certificate. */
    public static String of(X500Principal name) {
        return name.getName(X500Principal.RFC2253, EMAIL);
    }

    /**
     * The stored form of a name that somebody wrote, with commas or, as grid tools do, with
     * slashes; text that is no name stays as it is and matches nothing.
     */
    public static String canonical(String text) {
        try {
            return of(new X500Principal(text.startsWith("/") ? fromSlashes(text) : text));
        } catch (IllegalArgumentException noName) {
            return text;
        }
    }

    private static String fromSlashes(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.substring(1).split("/(?=[A-Za-z][A-Za-z0-9.]*=)", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("No name");
            }
            parts.add(
                    part.substring(0, equals) + "=" + Rdn.escapeValue(part.substring(equals + 1)));
        }
        Collections.reverse(parts);
        return String.join(",", parts);
    }
}
