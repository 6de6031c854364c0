package io.arcipelago.identity.key;

import com.nimbusds.jose.JWSAlgorithm;

/** The algorithms that tokens are signed with (RFC 7518, sections 3.3 and 3.4). */
public enum SigningAlgorithm {
    /** RSA of 2048 bits with SHA-256: cheap to verify, dear to sign. */
    RS256,
    /** ECDSA over P-256 with SHA-256: cheap to sign, dear to verify. */
    ES256;

    JWSAlgorithm jws() {
        return switch (this) {
            case RS256 -> JWSAlgorithm.RS256;
            case ES256 -> JWSAlgorithm.ES256;
        };
    }
}
