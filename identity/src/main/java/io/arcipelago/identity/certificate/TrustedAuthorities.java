package io.arcipelago.identity.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The certification authorities of the directory and what they have revoked, read again after a
 * while. A file that cannot be read is passed over and logged; it takes no other one with it.
 */
@Component
class TrustedAuthorities {

    private static final Logger log = LoggerFactory.getLogger(TrustedAuthorities.class);

    private static final long LARGEST_FILE = 32L * 1024 * 1024;

    /** What was in the directory. */
    record Content(Set<X509Certificate> anchors, List<X509CRL> revocations, Instant until) {

        Content {
            anchors = Set.copyOf(anchors);
            revocations = List.copyOf(revocations);
        }
    }

    private final CertificateSettings settings;
    private final InstantSource clock;
    private final AtomicReference<Content> content =
            new AtomicReference<>(new Content(Set.of(), List.of(), Instant.MIN));

    TrustedAuthorities(CertificateSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The content, not older than the setting allows. */
    Content content() {
        Content known = content.get();
        Instant now = clock.instant();
        if (now.isBefore(known.until()) || settings.anchors().isEmpty()) {
            return known;
        }
        Duration pause = settings.reload();
        // Whoever comes second uses the old content instead of reading too.
        if (!content.compareAndSet(
                known, new Content(known.anchors(), known.revocations(), now.plus(pause)))) {
            return content.get();
        }
        try {
            Content fresh = read(settings.anchors().get(), now.plus(pause));
            content.set(fresh);
            return fresh;
        } catch (IOException | DirectoryIteratorException unreadable) {
            log.warn("The trust anchors cannot be read; the old ones stay", unreadable);
            return known;
        }
    }

    /** Reads the directory if it is time to. */
    void load() {
        if (content().anchors().isEmpty()) {
            log.warn("There are no trust anchors; no certificate will be accepted");
        }
    }

    private static Content read(Path directory, Instant until) throws IOException {
        Set<X509Certificate> anchors = new LinkedHashSet<>();
        List<X509CRL> revocations = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches(".*\\.(pem|crt|crl|r?\\d)")) {
                    parse(file, anchors, revocations);
                }
            }
        }
        return new Content(anchors, revocations, until);
    }

    private static void parse(Path file, Set<X509Certificate> anchors, List<X509CRL> revocations) {
        boolean lists = file.getFileName().toString().matches(".*\\.(crl|r\\d)");
        try (InputStream in = Files.newInputStream(file)) {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
                throw new IOException("no regular file, or too large");
            }
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            if (lists) {
                for (CRL crl : factory.generateCRLs(in)) {
                    if (crl instanceof X509CRL list) {
                        revocations.add(list);
                    }
                }
            } else {
                for (Certificate certificate : factory.generateCertificates(in)) {
                    if (certificate instanceof X509Certificate authority) {
                        anchors.add(authority);
                    }
                }
            }
        } catch (IOException | GeneralSecurityException unusable) {
            log.warn("The file {} is passed over: {}", file, unusable.getMessage());
        }
    }
}
