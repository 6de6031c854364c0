package io.arcipelago.identity.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A key that is to be put into an authenticator app.
 *
 * @param secret in base32, to be typed
 * @param dataUri the same as a QR code, a PNG
 */
public record AppSetUp(String secret, String dataUri) {

    /**
     * For an app that shows codes of RFC 6238 with its defaults.
     *
     * @param service as the app shall call this service
     */
    static AppSetUp of(String service, String username, String key) {
        String uri =
                "otpauth://totp/%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
                        .formatted(encoded(service + ":" + username), key, encoded(service));
        return new AppSetUp(key, QrCode.dataUri(uri));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "AppSetUp[]";
    }
}
