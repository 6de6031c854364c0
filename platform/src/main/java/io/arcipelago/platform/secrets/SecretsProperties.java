package io.arcipelago.platform.secrets;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the master keys come from, {@code arcipelago.secrets.*}.
 *
 * @param key the current key, 32 bytes in Base64; blank: the key file is used
 * @param formerKeys keys that still decrypt; used together with {@code key}
 * @param keyFile the key file; blank: {@code secrets.key} in the data directory
 */
@ConfigurationProperties("arcipelago.secrets")
record SecretsProperties(
        @DefaultValue("") String key,
        @DefaultValue List<String> formerKeys,
        @DefaultValue("") String keyFile) {

    /**
     * The configured keys. A missing key file is made only in the data directory: elsewhere it is
     * more likely mistyped or not mounted, and a new key would hide that.
     */
    MasterKeys load(Path dataDirectory) {
        if (!key.isBlank()) {
            return new MasterKeys(
                    MasterKey.fromBase64(key, "arcipelago.secrets.key"),
                    formerKeys.stream()
                            .map(text ->
                                    MasterKey.fromBase64(text, "arcipelago.secrets.former-keys"))
                            .toList());
        }
        if (!formerKeys.isEmpty()) {
            throw new SecretException(
                    "arcipelago.secrets.former-keys is set without arcipelago.secrets.key; in a key"
                            + " file, former keys are further lines.");
        }
        Path file =
                keyFile.isBlank()
                        ? dataDirectory.resolve("secrets.key")
                        : Path.of(keyFile).toAbsolutePath().normalize();
        KeyFile keys = new KeyFile(file);
        if (file.startsWith(dataDirectory)) {
            keys.createIfAbsent();
        }
        return keys.read();
    }

    /** Leaves the keys out. */
    @Override
    public String toString() {
        return "SecretsProperties[keyFile=" + keyFile + "]";
    }
}
