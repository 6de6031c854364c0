package io.arcipelago.identity.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.arcipelago.identity.certificate.TestAuthority#available")
class ServerIdentityTest {

    private final TestAuthority.Issued server = TestAuthority.create("Servers CA").server();

    @Test
    void keyComesFromPemFilesOrAKeyStore() throws IOException, GeneralSecurityException {
        assertThat(subject(settings(server.certificate(), server.key(), null)))
                .isEqualTo("CN=localhost");
        assertThat(subject(settings(null, null, server.store()))).isEqualTo("CN=localhost");
        assertThatThrownBy(() ->
                        ServerIdentity.read(
                                settings(server.certificate(), server.certificate(), null)))
                .hasMessageContaining("no unencrypted PKCS #8 key");
    }

    @Test
    void portNeedsItsFiles() {
        assertThatThrownBy(() -> settings(server.certificate(), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("arcipelago.identity.certificates.port");
        assertThat(settings(null, null, server.store()).toString())
                .doesNotContain(new String(TestAuthority.Issued.password()));
    }

    @Test
    void addressesThatHeadersTellProveNoProxy() {
        CertificateSettings proxied =
                new CertificateSettings(
                        0,
                        null,
                        null,
                        null,
                        null,
                        "",
                        Path.of("anchors"),
                        Duration.ofMinutes(1),
                        List.of("127.0.0.1"));
        assertThatThrownBy(() -> new PresentedCertificates(proxied, "native"))
                .hasMessageContaining("forward-headers-strategy");
        assertThat(new PresentedCertificates(proxied, "NONE")).isNotNull();
    }

    private static CertificateSettings settings(
            @Nullable Path certificate, @Nullable Path key, @Nullable Path store) {
        return new CertificateSettings(
                8843,
                null,
                certificate,
                key,
                store,
                new String(TestAuthority.Issued.password()),
                Path.of("anchors"),
                Duration.ofMinutes(1),
                List.of());
    }

    private static String subject(CertificateSettings settings)
            throws IOException, GeneralSecurityException {
        X509ExtendedKeyManager keys = (X509ExtendedKeyManager) ServerIdentity.read(settings)[0];
        String alias = keys.getServerAliases("EC", null)[0];
        return keys.getCertificateChain(alias)[0].getSubjectX500Principal().getName();
    }
}
