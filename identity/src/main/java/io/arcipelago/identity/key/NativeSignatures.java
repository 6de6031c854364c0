package io.arcipelago.identity.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RSA signatures by AWS-LC, which takes a quarter of the JDK's time for one: most of what a token
 * costs. It is asked for by name here and is no provider of the whole JVM. Where its library does
 * not load, on other processors or without a writable directory for it, the JDK signs.
 */
final class NativeSignatures {

    private static final Logger log = LoggerFactory.getLogger(NativeSignatures.class);

    private NativeSignatures() {}

    /** Loaded at the first use, not at the start of the process. */
    private static final class Library {

        static final Optional<Provider> PROVIDER = load();

        private static Optional<Provider> load() {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable failure = provider.getLoadingError();
            if (failure != null) {
                log.info(
                        "RSA signatures are made by the JDK, which is slower: {}",
                        failure.toString());
                return Optional.empty();
            }
            return Optional.of(provider);
        }
    }

    /** Whether this machine has the library. */
    static boolean available() {
        return Library.PROVIDER.isPresent();
    }

    /**
     * A signer with the key.
     *
     * @throws JOSEException if the key has no private half
     */
    static JWSSigner signer(RSAKey key) throws JOSEException {
        if (Library.PROVIDER.isEmpty()) {
            return new RSASSASigner(key);
        }
        Provider provider = Library.PROVIDER.get();
        try {
            // Translated once; otherwise every signature would begin with it.
            PrivateKey translated =
                    (PrivateKey)
                            KeyFactory.getInstance("RSA", provider)
                                    .translateKey(key.toRSAPrivateKey());
            RSASSASigner signer = new RSASSASigner(translated);
            signer.getJCAContext().setProvider(provider);
            return signer;
        } catch (GeneralSecurityException e) {
            throw new JOSEException("The native library does not take the key", e);
        }
    }
}
