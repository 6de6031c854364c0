package io.arcipelago.tests.interop;

import io.arcipelago.tests.road.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bad tokens made of a good one. openssl signs them, so that no library of the product's decides
 * what a forgery looks like.
 */
final class ForgedTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Path directory;
    private final String header;
    private final String claims;
    private final String signature;
    private final JsonNode issuerKey;

    /**
     * Takes a good token apart.
     *
     * @param keySet the issuer's published keys, as JSON
     */
    ForgedTokens(Path directory, String good, String keySet) {
        this.directory = directory;
        String[] parts = good.split("\\.", -1);
        header = decoded(parts[0]);
        claims = decoded(parts[1]);
        signature = parts[2];
        String id = JSON.readTree(header).path("kid").asString();
        issuerKey =
                JSON.readTree(keySet)
                        .path("keys")
                        .valueStream()
                        .filter(key -> key.path("kid").asString("").equals(id))
                        .findFirst()
                        .orElseThrow();
        openssl("genrsa", "-out", "thief.key", "2048");
    }

    /** Each with its name. */
    Map<String, String> all() {
        Map<String, String> forgeries = new LinkedHashMap<>();
        for (String algorithm : List.of("none", "None", "nOnE", "NONE")) {
            forgeries.put(
                    "unsigned, alg " + algorithm,
                    encoded(with(header, "alg", algorithm)) + "." + encoded(claims) + ".");
        }
        forgeries.put("without its signature", encoded(header) + "." + encoded(claims) + ".");
        forgeries.put("signature cut off", encoded(header) + "." + encoded(claims));
        String powerful = with(claims, "scope", "openid iam:admin.write");
        forgeries.put(
                "more rights under the old signature",
                encoded(header) + "." + encoded(powerful) + "." + signature);
        forgeries.put("signed by a thief", rsa(header));
        forgeries.put("signed by a thief, without a key id", rsa("{\"alg\":\"RS256\"}"));
        forgeries.put("thief's key in the header", rsa(with(header, "jwk", thiefKey())));
        forgeries.put(
                "thief's key set named in the header",
                rsa(with(header, "jku", "https://thief.example/keys")));
        String confused = with(header, "alg", "HS256");
        forgeries.put("HMAC with the public key as PEM", hmac(confused, pem()));
        forgeries.put("HMAC with the public key as DER", hmac(confused, der()));
        forgeries.put(
                "HMAC with the public key as JWK",
                hmac(confused, issuerKey.toString().getBytes(StandardCharsets.UTF_8)));
        forgeries.put(
                "HMAC with the modulus",
                hmac(confused, Base64.getUrlDecoder().decode(issuerKey.path("n").asString())));
        forgeries.put("HMAC with nothing", hmac(confused, new byte[1]));
        return forgeries;
    }

    private String rsa(String head) {
        return signed(
                head, "dgst", "-sha256", "-sign", "thief.key", "-binary", "-out", "signature");
    }

    private String hmac(String head, byte[] key) {
        return signed(
                head,
                "dgst",
                "-sha256",
                "-mac",
                "HMAC",
                "-macopt",
                "hexkey:" + HexFormat.of().formatHex(key),
                "-binary",
                "-out",
                "signature");
    }

    private String signed(String head, String... command) {
        String content = encoded(head) + "." + encoded(claims);
        try {
            Files.writeString(directory.resolve("content"), content);
            String[] all = Arrays.copyOf(command, command.length + 1);
            all[command.length] = "content";
            openssl(all);
            return content
                    + "."
                    + BASE64.encodeToString(Files.readAllBytes(directory.resolve("signature")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode thiefKey() {
        String modulus =
                openssl("rsa", "-in", "thief.key", "-noout", "-modulus").strip().split("=", 2)[1];
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("e", "AQAB")
                .put("n", BASE64.encodeToString(HexFormat.of().parseHex(modulus)));
    }

    private byte[] der() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number("n"), number("e")))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der());
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private BigInteger number(String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(issuerKey.path(member).asString()));
    }

    private String openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return Commands.run(directory, Map.of(), Duration.ofMinutes(1), command).expectSuccess();
    }

    private static String with(String json, String member, String value) {
        return with(json, member, JSON.valueToTree(value));
    }

    private static String with(String json, String member, JsonNode value) {
        return JSON.readTree(json).asObject().set(member, value).toString();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String part) {
        return BASE64.encodeToString(part.getBytes(StandardCharsets.UTF_8));
    }
}
