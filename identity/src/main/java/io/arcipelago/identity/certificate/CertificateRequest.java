package io.arcipelago.identity.certificate;

import io.arcipelago.identity.request.PersonalRequest;
import io.arcipelago.identity.request.RequestHeader;

/**
 * A person's request that an administrator links a certificate to their account.
 *
 * @param label under which it is to be linked
 */
record CertificateRequest(
        RequestHeader header, String label, String subjectDn, String issuerDn, String pem)
        implements PersonalRequest {}
