package io.arcipelago.identity.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A security key with one passkey, made by hand from the Web Authentication standard: ES256, no
 * attestation. What it does wrong on purpose is chosen by the fields.
 */
public final class SoftAuthenticator {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final CBORMapper CBOR = CBORMapper.builder().build();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];
    private String origin;
    private boolean verifiesUser = true;
    private long count;
    private String userHandle = "";

    public SoftAuthenticator(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(credentialId);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The page from which it believes to be called. */
    public void setOrigin(String origin) {
        this.origin = origin;
    }

    /** Whether it asks for a PIN. */
    public void setVerifiesUser(boolean verifiesUser) {
        this.verifiesUser = verifiesUser;
    }

    /** The next signature's counter is this plus one. */
    public void setCount(long count) {
        this.count = count;
    }

    public void setUserHandle(String userHandle) {
        this.userHandle = userHandle;
    }

    /** The name of the passkey, in base64url. */
    public String credentialId() {
        return base64(credentialId);
    }

    /** Answers {@code navigator.credentials.create} with these options. */
    public String create(String options) {
        JsonNode wanted = JSON.readTree(options);
        userHandle = wanted.path("user").path("id").asString();
        byte[] clientData = clientData("webauthn.create", wanted.path("challenge").asString());
        Map<String, Object> attestation = new LinkedHashMap<>();
        attestation.put("fmt", "none");
        attestation.put("attStmt", Map.of());
        attestation.put(
                "authData",
                authenticatorData(wanted.path("rp").path("id").asString(), credentialData()));
        return answer(
                Map.of(
                        "clientDataJSON", base64(clientData),
                        "attestationObject", base64(CBOR.writeValueAsBytes(attestation)),
                        "transports", List.of("usb")));
    }

    /** Answers {@code navigator.credentials.get} with these options. */
    public String get(String options) {
        JsonNode wanted = JSON.readTree(options);
        byte[] clientData = clientData("webauthn.get", wanted.path("challenge").asString());
        byte[] data = authenticatorData(wanted.path("rpId").asString(), new byte[0]);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(sha256(clientData));
            return answer(
                    Map.of(
                            "clientDataJSON", base64(clientData),
                            "authenticatorData", base64(data),
                            "signature", base64(signature.sign()),
                            "userHandle", userHandle));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String answer(Map<String, Object> response) {
        return JSON.writeValueAsString(
                Map.of(
                        "id", credentialId(),
                        "rawId", credentialId(),
                        "type", "public-key",
                        "response", response,
                        "clientExtensionResults", Map.of()));
    }

    private byte[] clientData(String type, String challenge) {
        return JSON.writeValueAsBytes(
                Map.of(
                        "type", type,
                        "challenge", challenge,
                        "origin", origin,
                        "crossOrigin", false));
    }

    /** Section 6.1 of the standard. */
    private byte[] authenticatorData(String relyingParty, byte[] credential) {
        count++;
        int flags =
                USER_PRESENT
                        | (verifiesUser ? USER_VERIFIED : 0)
                        | (credential.length > 0 ? ATTESTED : 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(sha256(relyingParty.getBytes(StandardCharsets.UTF_8)));
        out.write(flags);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) count).array());
        out.writeBytes(credential);
        return out.toByteArray();
    }

    /** Section 6.5.2; the key in the form of RFC 9053, section 7.1.1. */
    private byte[] credentialData() {
        ECKey key = new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic()).build();
        Map<Integer, Object> cose = new LinkedHashMap<>();
        cose.put(1, 2);
        cose.put(3, -7);
        cose.put(-1, 1);
        cose.put(-2, key.getX().decode());
        cose.put(-3, key.getY().decode());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[16]);
        out.writeBytes(
                ByteBuffer.allocate(Short.BYTES).putShort((short) credentialId.length).array());
        out.writeBytes(credentialId);
        out.writeBytes(cbor(cose));
        return out.toByteArray();
    }

    /** Jackson writes map keys as texts, but COSE numbers them. */
    private static byte[] cbor(Map<Integer, Object> map) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xa0 | map.size());
        map.forEach((name, value) -> {
            out.writeBytes(CBOR.writeValueAsBytes(name));
            out.writeBytes(CBOR.writeValueAsBytes(value));
        });
        return out.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
