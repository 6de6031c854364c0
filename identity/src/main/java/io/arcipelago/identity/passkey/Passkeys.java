package io.arcipelago.identity.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Registers passkeys and checks their signatures (Web Authentication, sections 7.1 and 7.2). The
 * caller keeps the challenge in the session and takes it out before it asks here, so that each
 * answers one request only.
 */
@Component
public class Passkeys {

    /** As many as one account may have. */
    static final int MOST = 20;

    private static final int LONGEST_ANSWER = 32_768;
    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);

    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(
                    COSEAlgorithmIdentifier.ES256,
                    COSEAlgorithmIdentifier.EdDSA,
                    COSEAlgorithmIdentifier.RS256);

    private final StoredPasskeys stored;
    private final RelyingParty party;
    private final InstantSource clock;
    private final ObjectConverter converter = new ObjectConverter();
    // Not strict: any attestation is taken and none is trusted; which maker's keys people use is
    // their choice.
    private final WebAuthnManager manager =
            WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials =
            new AttestedCredentialDataConverter(converter);
    private final PasskeyOptions options;

    Passkeys(StoredPasskeys stored, Issuer issuer, InstantSource clock) {
        this.stored = stored;
        this.party = new RelyingParty(issuer);
        this.clock = clock;
        this.options = new PasskeyOptions(party.id());
    }

    /** What the browser's {@code navigator.credentials.create} is given, as JSON. */
    public String creationOptions(AccountId account, String username, String challenge) {
        return options.creation(account, username, challenge, stored.descriptors(account));
    }

    /**
     * What {@code navigator.credentials.get} is given, as JSON.
     *
     * @param account whose passkeys are asked for; empty for any passkey of this issuer
     */
    public String requestOptions(Optional<AccountId> account, String challenge) {
        return options.request(
                challenge, account.map(stored::descriptors).orElse(List.of()), account.isEmpty());
    }

    /**
     * Stores a new passkey.
     *
     * @param answer the credential as JSON
     * @return false if the answer is not good, the credential known or the account full
     */
    public boolean register(AccountId account, String challenge, String answer, String name) {
        if (answer.length() > LONGEST_ANSWER) {
            return false;
        }
        return checked(() ->
                        manager.verifyRegistrationResponseJSON(
                                answer,
                                new RegistrationParameters(
                                        party.expecting(challenge), parameters(), false, true)))
                .filter(data -> store(account, data, name))
                .isPresent();
    }

    /**
     * What the library gives, or empty if it refuses. For input of a form that it does not expect
     * it throws whatever happens to come up, so all of that is a refusal.
     */
    private static <T> Optional<T> checked(Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (RuntimeException refused) {
            LOG.atDebug().setCause(refused).log("A passkey was refused");
            return Optional.empty();
        }
    }

    private boolean store(AccountId account, RegistrationData data, String name) {
        if (data.getAttestationObject() == null) {
            return false;
        }
        @Nullable AttestedCredentialData credential =
                data.getAttestationObject().getAuthenticatorData().getAttestedCredentialData();
        if (credential == null) {
            return false;
        }
        return stored.add(
                account,
                credential.getCredentialId(),
                credentials.convert(credential),
                data.getAttestationObject().getAuthenticatorData().getSignCount(),
                transports(data.getTransports()),
                name,
                clock.instant(),
                MOST);
    }

    /**
     * Checks what a passkey signed and remembers its counter.
     *
     * @param account who must be its owner; empty if the passkey itself says who signs in, and then
     *     the authenticator must have verified the person
     * @param answer the assertion as JSON
     */
    public Optional<UsedPasskey> use(Optional<AccountId> account, String challenge, String answer) {
        if (answer.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        return checked(() -> manager.parseAuthenticationResponseJSON(answer))
                .flatMap(data -> {
                    // The handle that the authenticator kept names the account, if it kept one.
                    String handle = text(data.getUserHandle());
                    return stored.byCredentialId(text(data.getCredentialId()))
                            .filter(known ->
                                    account.isEmpty() || account.get().equals(known.account()))
                            .filter(known ->
                                    handle.isEmpty() || handle.equals(handle(known.account())))
                            .flatMap(known -> verified(known, data, challenge, account.isEmpty()));
                });
    }

    private Optional<UsedPasskey> verified(
            StoredPasskeys.Stored known,
            AuthenticationData data,
            String challenge,
            boolean userVerificationRequired) {
        return checked(() -> verify(known, data, challenge, userVerificationRequired))
                .flatMap(good -> remember(known, good));
    }

    private AuthenticationData verify(
            StoredPasskeys.Stored known,
            AuthenticationData data,
            String challenge,
            boolean userVerificationRequired) {
        CredentialRecordImpl record =
                new CredentialRecordImpl(
                        new NoneAttestationStatement(),
                        null,
                        null,
                        null,
                        known.signCount(),
                        credentials.convert(known.credential()),
                        null,
                        null,
                        null,
                        null);
        return manager.verify(
                data,
                new AuthenticationParameters(
                        party.expecting(challenge), record, null, userVerificationRequired, true));
    }

    private Optional<UsedPasskey> remember(StoredPasskeys.Stored known, AuthenticationData good) {
        @Nullable AuthenticatorData<AuthenticationExtensionAuthenticatorOutput> signed =
                good.getAuthenticatorData();
        if (signed == null) {
            return Optional.empty();
        }
        long count = signed.getSignCount();
        if (!stored.used(known.id(), count, clock.instant())) {
            return Optional.empty();
        }
        boolean verified = signed.isFlagUV();
        Set<String> methods = new TreeSet<>();
        // A key that may be copied to other devices is a key in software (RFC 8176, section 2).
        methods.add(signed.isFlagBE() ? "swk" : "hwk");
        methods.add("user");
        return Optional.of(new UsedPasskey(known.account(), methods, verified));
    }

    public List<Passkey> list(AccountId account) {
        return stored.list(account);
    }

    /** False if the passkey is not one of the account's. */
    public boolean rename(AccountId account, UUID id, String name) {
        return stored.rename(account, id, name);
    }

    /** How many were removed: one, or none if it is not the account's. */
    public int remove(AccountId account, UUID id) {
        return stored.remove(account, id);
    }

    public int removeAll(AccountId account) {
        return stored.removeAll(account);
    }

    private static List<PublicKeyCredentialParameters> parameters() {
        return ALGORITHMS.stream()
                .map(algorithm ->
                        new PublicKeyCredentialParameters(
                                PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                .toList();
    }

    private static List<String> transports(@Nullable Set<AuthenticatorTransport> transports) {
        return transports == null
                ? List.of()
                : transports.stream()
                        .map(AuthenticatorTransport::getValue)
                        .filter(value -> value.matches("[a-z-]{1,20}"))
                        .limit(10)
                        .collect(Collectors.toList());
    }

    /** What an authenticator keeps of the account: its id, in base64url. */
    static String handle(AccountId account) {
        return text(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(account.value().getMostSignificantBits())
                        .putLong(account.value().getLeastSignificantBits())
                        .array());
    }

    /** An array of bytes in base64url; the library declares what it leaves out in its own way. */
    private static String text(@Nullable Object bytes) {
        return bytes instanceof byte[] array
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(array)
                : "";
    }
}
