package io.arcipelago.identity.aup;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.audit.AuditTrail;
import io.arcipelago.identity.mail.MailKind;
import io.arcipelago.identity.mail.MailQueue;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of the policy and of its signatures, each with its event. */
@Component
public class Aups {

    private final AupStore store;
    private final MailQueue mails;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Aups(
            AupStore store,
            MailQueue mails,
            AuditTrail audit,
            Issuer issuer,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.mails = mails;
        this.audit = audit;
        this.issuer = issuer;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What the page at the sign-in shows: address, description and text of the policy. */
    public record Shown(String url, String description, String text) {}

    /** The policy to show, if there is one. */
    public Optional<Shown> shown() {
        return store.find().map(aup -> new Shown(aup.url(), aup.description(), aup.text()));
    }

    /** The person signs the policy of now. */
    public void signOwn(AccountId account) {
        sign(account, account.toString());
    }

    Aup get() {
        return store.find().orElseThrow(Aups::none);
    }

    Aup create(AupForm form, String actor) {
        return together(() -> {
            if (!store.add(form.checked(), clock.instant())) {
                throw ApiFailure.conflict("aup-exists", "AUP already exists; change it instead");
            }
            audit.aup("created", actor, Map.of());
            return get();
        });
    }

    Aup change(AupForm form, String actor) {
        return together(() -> {
            Aup changed = store.change(form.checked()).orElseThrow(Aups::none);
            audit.aup("updated", actor, Map.of());
            return changed;
        });
    }

    Aup touch(String actor) {
        return together(() -> {
            Aup touched = store.touch(clock.instant()).orElseThrow(Aups::none);
            audit.aup("touched", actor, Map.of());
            return touched;
        });
    }

    void remove(String actor) {
        transaction.executeWithoutResult(status -> {
            if (!store.remove()) {
                throw none();
            }
            audit.aup("deleted", actor, Map.of());
        });
    }

    Signature sign(AccountId account, String actor) {
        return together(() -> {
            Aup aup = get();
            Signature.Signer signer = signer(account);
            Instant now = clock.instant();
            store.sign(account, aup, now);
            boolean own = actor.equals(account.toString());
            audit.aup(
                    own ? "signed" : "signed-on-behalf",
                    actor,
                    Map.of("signer", account.toString()));
            return new Signature(aup, signer, now);
        });
    }

    Signature signature(AccountId account) {
        Aup aup = get();
        Signature.Signer signer = signer(account);
        return store.signedAt(account)
                .map(time -> new Signature(aup, signer, time))
                .orElseThrow(() -> unsigned(signer));
    }

    /** Asks the person to sign again. */
    void unsign(AccountId account, String actor) {
        transaction.executeWithoutResult(status -> {
            get();
            Signature.Signer signer = signer(account);
            if (!store.unsign(account)) {
                throw unsigned(signer);
            }
            mails.add(
                    MailKind.AUP_SIGNATURE_REQUEST,
                    signer.email(),
                    Map.of("username", signer.username(), "link", issuer.url("/aup")));
            audit.aup("signature.deleted", actor, Map.of("signer", account.toString()));
        });
    }

    private Signature.Signer signer(AccountId account) {
        Signature.Signer signer =
                store.signer(account)
                        .orElseThrow(() ->
                                ApiFailure.notFound(
                                        "no-such-account", "No account with id " + account));
        if (signer.service()) {
            throw new ApiFailure(
                    HttpStatus.METHOD_NOT_ALLOWED,
                    FailureClass.TEMPLATE,
                    "service-account",
                    "Service account " + signer.username() + " does not sign the AUP",
                    Map.of());
        }
        return signer;
    }

    private static ApiFailure none() {
        return ApiFailure.notFound("no-aup", "AUP is not defined for this organization");
    }

    private static ApiFailure unsigned(Signature.Signer signer) {
        return ApiFailure.notFound(
                "no-signature", "AUP signature not found for user " + signer.username());
    }

    private <T> T together(Supplier<T> change) {
        return Objects.requireNonNull(transaction.execute(status -> change.get()));
    }
}
