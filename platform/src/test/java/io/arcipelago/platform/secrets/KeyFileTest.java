package io.arcipelago.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir private Path directory;

    private static MasterKeys load(String keyFile, Path dataDirectory) {
        return new SecretsProperties("", List.of(), keyFile).load(dataDirectory);
    }

    private static String randomKey() {
        return Base64.getEncoder().encodeToString(AesGcm.randomBytes(MasterKey.BYTES));
    }

    private Path keyFile(String content, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void theFirstStartMakesAPrivateKeyAndTheNextOneFindsIt() throws IOException {
        Path data = directory.resolve("data");
        MasterKeys first = load("", data);
        Path file = data.resolve("secrets.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(load("", data).current().id()).isEqualTo(first.current().id());
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void manyFirstStartsAtOnceAgreeOnOneKey() throws InterruptedException {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        List<Thread> starts =
                IntStream.range(0, 16)
                        .mapToObj(i ->
                                Thread.ofVirtual()
                                        .start(() -> ids.add(load("", directory).current().id())))
                        .toList();
        for (Thread start : starts) {
            start.join();
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void aMissingFileOutsideTheDataDirectoryIsNotMade() {
        Path elsewhere = directory.resolve("mounted/keys");
        assertThatThrownBy(() -> load(elsewhere.toString(), directory.resolve("data")))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(elsewhere.toString())
                .hasMessageContaining("arcipelago.secrets.key-file");
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        for (String mode : List.of("rw-r-----", "rw----r--", "rw-rw-rw-", "rwx------")) {
            Path file = keyFile(randomKey(), mode);
            assertThatThrownBy(() -> load(file.toString(), directory))
                    .hasMessageContaining(mode)
                    .hasMessageContaining("chmod 600 " + file);
        }
    }

    @Test
    void aFileOfAnotherUserIsRefused() throws IOException {
        Path file = keyFile(randomKey(), "rw-------");
        Assumptions.assumeTrue(
                Files.getAttribute(file, "unix:uid").equals(0), "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 65534);
        assertThatThrownBy(() -> load(file.toString(), directory))
                .hasMessageContaining("chown")
                .hasMessageContaining(file.toString());
    }

    @Test
    void theFirstLineIsTheCurrentKeyAndFurtherOnesStillDecrypt() throws IOException {
        String next = randomKey();
        String former = randomKey();
        MasterKeys keys =
                load(keyFile(next + "\n\n" + former + "\n", "rw-------").toString(), directory);
        assertThat(keys.current().id()).isEqualTo(MasterKey.fromBase64(next, "").id());
        assertThat(keys.withId(MasterKey.fromBase64(former, "").id())).isPresent();
        assertThat(keys.rotating()).isTrue();
    }

    @Test
    void anEmptyOrBrokenFileIsNeverReplacedByANewKey() throws IOException {
        Path empty = keyFile("", "rw-------");
        assertThatThrownBy(() -> load(empty.toString(), directory))
                .hasMessageContaining("restore the key");
        Path broken = keyFile(randomKey().substring(5), "rw-------");
        assertThatThrownBy(() -> load(broken.toString(), directory))
                .hasMessageContaining(broken.toString());
    }

    @Test
    void formerKeysWithoutACurrentOneAreAMistake() {
        SecretsProperties properties = new SecretsProperties("", List.of(randomKey()), "");
        assertThatThrownBy(() -> properties.load(directory))
                .hasMessageContaining("arcipelago.secrets.former-keys");
    }
}
