package io.arcipelago.identity.audit;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes what happened to {@code arcipelago.identity}. No event holds a password, a secret, a
 * token or what somebody typed as a user name, which is a password more often than one thinks.
 */
@Component
public class AuditTrail {

    public static final String TOPIC = "arcipelago.identity";

    private static final String NOBODY = "unknown";

    private final EventPublisher events;
    private final TransactionTemplate transaction;
    private final Issuer issuer;

    AuditTrail(EventPublisher events, PlatformTransactionManager transactions, Issuer issuer) {
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.issuer = issuer;
    }

    /** Somebody signed in. */
    public void signedIn(String account, String address) {
        publish("login.succeeded", account, Map.of("address", address));
    }

    /**
     * A sign-in was refused.
     *
     * @param account empty if there is no such account
     * @param reason {@code credentials}, {@code inactive} or {@code throttled}
     */
    public void signInRefused(Optional<String> account, String address, String reason) {
        publish(
                "login.failed",
                account.orElse(NOBODY),
                Map.of("address", address, "reason", reason));
    }

    /** Somebody signed out. */
    public void signedOut(String account) {
        publish("logout", account, Map.of());
    }

    /**
     * A request for an account went on.
     *
     * @param what the step, such as {@code confirmed} or {@code approved}
     * @param actor the subject of the token that did it, or {@code anonymous}
     */
    public void registration(String what, String request, String actor) {
        publish("registration." + what, actor, Map.of("request", request));
    }

    /** A password: {@code updated}, {@code reset} or {@code reset.requested}. */
    public void password(String what, String account) {
        publish("password." + what, account, Map.of());
    }

    /**
     * The acceptable use policy was changed or signed.
     *
     * @param what such as {@code created} or {@code signed}
     * @param actor the subject who did it
     */
    public void aup(String what, String actor, Map<String, String> details) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("actor", actor);
        publish("aup." + what, actor, data);
    }

    /** The life cycle went on: {@code suspended}, {@code restored} or {@code removed}. */
    public void lifeCycle(String what, String account) {
        publish("lifecycle." + what, account, Map.of());
    }

    /** A client exchanged a person's token for one of its own. */
    public void exchanged(String account, String origin, String client, String scope) {
        publish(
                "token.exchanged",
                account,
                Map.of("origin", origin, "client", client, "scope", scope));
    }

    /** A grant was revoked, with the reason. */
    public void grantRevoked(String account, String client, String reason) {
        publish("grant.revoked", account, Map.of("client", client, "reason", reason));
    }

    /**
     * Somebody answered a device's request.
     *
     * @param scope what was allowed; empty if it was denied
     */
    public void deviceAnswered(String account, String client, boolean approved, String scope) {
        publish(
                approved ? "device.approved" : "device.denied",
                account,
                Map.of("client", client, "scope", scope));
    }

    /**
     * A signing key changed.
     *
     * @param by the administrator's account, or {@code schedule}
     * @param state {@code published}, {@code active}, {@code retired} or {@code removed}
     */
    public void keyChanged(String by, String kid, String algorithm, String state) {
        publish("key." + state, by, Map.of("kid", kid, "algorithm", algorithm));
    }

    /** An administrator changed how a client's tokens look. */
    public void clientTokenSettingsChanged(
            String by, String client, String algorithm, String profile) {
        publish(
                "client.token-settings",
                by,
                Map.of("client", client, "algorithm", algorithm, "profile", profile));
    }

    /**
     * A client's registration changed.
     *
     * @param what such as {@code registered} or {@code secret.rotated}
     * @param actor the account or client that did it, or {@code anonymous}
     */
    public void clientChanged(String what, String actor, String client) {
        publish("client." + what, actor, Map.of("client", client));
    }

    /** The registry of scopes changed; {@code what} is created, updated or deleted. */
    public void scopeChanged(String what, String actor, String scope) {
        publish("scope." + what, actor, Map.of("scope", scope));
    }

    /**
     * An account was changed.
     *
     * @param what such as {@code account.created}
     * @param actor the subject of the token that did it
     * @param details no secrets
     */
    public void accountChanged(
            String what, String account, String actor, Map<String, String> details) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("actor", actor);
        publish(what, account, data);
    }

    /** A group was changed; the parameters are those of an account's change. */
    public void groupChanged(String what, String group, String actor, Map<String, String> details) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("actor", actor);
        data.put("group", group);
        data.put("issuer", issuer.value());
        send(what, group, data);
    }

    private void publish(String what, String account, Map<String, String> details) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("issuer", issuer.value());
        data.put("account", account);
        send(what, account, data);
    }

    private void send(String what, String subject, Map<String, String> data) {
        OutgoingEvent event =
                new OutgoingEvent(
                        TOPIC, subject, "io.arcipelago.identity." + what + ".v1", subject, data);
        transaction.executeWithoutResult(status -> events.publish(event));
    }
}
