package io.arcipelago.identity.audit;

import io.arcipelago.identity.Issuer;
import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells what happened: to the table that administrators search, to the log file, and to {@code
 * arcipelago.identity} on Kafka. What changes something is stored in the transaction of the change
 * and reaches the file after it. No event holds a password, a secret, a token or what somebody
 * typed as a user name, which is a password more often than one thinks.
 */
@Component
public class AuditTrail {

    public static final String TOPIC = "arcipelago.identity";

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final String NOBODY = "unknown";

    private final EventPublisher events;
    private final AuditTable table;
    private final AuditFile file;
    private final AuditSettings settings;
    private final TransactionTemplate transaction;
    private final Issuer issuer;
    private final InstantSource clock;

    /** The minute that passes, and how many refusals got a row in it. */
    private record Minute(long number, int refusals) {}

    private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(0, 0));

    AuditTrail(
            EventPublisher events,
            AuditTable table,
            AuditFile file,
            AuditSettings settings,
            PlatformTransactionManager transactions,
            Issuer issuer,
            InstantSource clock) {
        this.events = events;
        this.table = table;
        this.file = file;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Somebody signed in. */
    public void signedIn(String account, String address) {
        publish(
                "login.succeeded",
                account,
                Map.of("address", address),
                AuditDraft.of("login.succeeded", account).account(account));
    }

    /**
     * A sign-in was refused.
     *
     * @param account empty if there is no such account
     * @param reason {@code credentials}, {@code inactive} or {@code throttled}
     */
    public void signInRefused(Optional<String> account, String address, String reason) {
        String who = account.orElse(NOBODY);
        publish(
                "login.failed",
                who,
                Map.of("address", address, "reason", reason),
                AuditDraft.of("login.failed", who).failed().account(who).text("reason", reason));
    }

    /** Somebody signed out. */
    public void signedOut(String account) {
        publish("logout", account, Map.of(), AuditDraft.of("logout", account).account(account));
    }

    /**
     * A request for an account went on.
     *
     * @param what the step, such as {@code confirmed} or {@code approved}
     * @param actor the subject of the token that did it, or {@code anonymous}
     */
    public void registration(String what, String request, String actor) {
        publish(
                "registration." + what,
                actor,
                Map.of("request", request),
                AuditDraft.of("registration." + what, actor)
                        .object("request", Map.of("uuid", request, "status", what)));
    }

    /** A password: {@code updated}, {@code reset} or {@code reset.requested}. */
    public void password(String what, String account) {
        publish(
                "password." + what,
                account,
                Map.of(),
                AuditDraft.of("password." + what, account).account(account));
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
        publish(
                "aup." + what,
                actor,
                data,
                AuditDraft.of("aup." + what, actor)
                        .account(details.getOrDefault("signer", ""))
                        .all(details));
    }

    /** The life cycle went on: {@code suspended}, {@code restored} or {@code removed}. */
    public void lifeCycle(String what, String account) {
        publish(
                "lifecycle." + what,
                account,
                Map.of(),
                AuditDraft.of("lifecycle." + what, "lifecycle").account(account));
    }

    /** A client exchanged a person's token for one of its own. */
    public void exchanged(String account, String origin, String client, String scope) {
        Map<String, String> data = Map.of("origin", origin, "client", client, "scope", scope);
        publish(
                "token.exchanged",
                account,
                data,
                AuditDraft.of("token.exchanged", client)
                        .account(account)
                        .client(client)
                        .text("originClient", origin)
                        .all(Map.of("scope", scope)));
    }

    /** A grant was revoked, with the reason. */
    public void grantRevoked(String account, String client, String reason) {
        publish(
                "grant.revoked",
                account,
                Map.of("client", client, "reason", reason),
                AuditDraft.of("grant.revoked", account)
                        .account(account)
                        .client(client)
                        .text("reason", reason));
    }

    /**
     * A person allowed a client what it asked for, or took that back.
     *
     * @param scopes what is allowed; empty if it was taken back
     */
    public void consent(String account, String client, Set<String> scopes) {
        String what = scopes.isEmpty() ? "consent.revoked" : "consent.given";
        AuditDraft draft = AuditDraft.of(what, account).account(account).client(client);
        publish(
                what,
                account,
                Map.of("client", client, "scope", String.join(" ", scopes)),
                scopes.isEmpty() ? draft : draft.texts("scopes", scopes));
    }

    /**
     * Somebody answered a device's request.
     *
     * @param scope what was allowed; empty if it was denied
     */
    public void deviceAnswered(String account, String client, boolean approved, String scope) {
        String what = approved ? "device.approved" : "device.denied";
        publish(
                what,
                account,
                Map.of("client", client, "scope", scope),
                AuditDraft.of(what, account)
                        .account(account)
                        .client(client)
                        .all(Map.of("scope", scope)));
    }

    /**
     * A signing key changed.
     *
     * @param by the administrator's account, or {@code schedule}
     * @param state {@code published}, {@code active}, {@code retired} or {@code removed}
     */
    public void keyChanged(String by, String kid, String algorithm, String state) {
        Map<String, String> data = Map.of("kid", kid, "algorithm", algorithm);
        publish("key." + state, by, data, AuditDraft.of("key." + state, by).all(data));
    }

    /** An administrator changed how a client's tokens look. */
    public void clientTokenSettingsChanged(
            String by, String client, String algorithm, String profile) {
        publish(
                "client.token-settings",
                by,
                Map.of("client", client, "algorithm", algorithm, "profile", profile),
                AuditDraft.of("client.token-settings", by)
                        .client(client)
                        .text("algorithm", algorithm)
                        .text("profile", profile));
    }

    /**
     * A client's registration changed.
     *
     * @param what such as {@code registered} or {@code secret.rotated}
     * @param actor the account or client that did it, or {@code anonymous}
     */
    public void clientChanged(String what, String actor, String client) {
        publish(
                "client." + what,
                actor,
                Map.of("client", client),
                AuditDraft.of("client." + what, actor).client(client).text("change", what));
    }

    /** The registry of scopes changed; {@code what} is created, updated or deleted. */
    public void scopeChanged(String what, String actor, String scope) {
        publish(
                "scope." + what,
                actor,
                Map.of("scope", scope),
                AuditDraft.of("scope." + what, actor).all(Map.of("scope", scope)));
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
        publish(what, account, data, ChangeDrafts.ofAccount(what, account, actor, details));
    }

    /** A group was changed; the parameters are those of an account's change. */
    public void groupChanged(String what, String group, String actor, Map<String, String> details) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("actor", actor);
        data.put("group", group);
        data.put("issuer", issuer.value());
        send(what, group, data, ChangeDrafts.ofGroup(what, group, actor, details));
    }

    /**
     * An access token was signed.
     *
     * @param claims of the token; those that are personal are left out
     * @param header {@code kid} and {@code alg}
     */
    void accessTokenIssued(
            String client,
            String grantType,
            Map<String, Object> claims,
            Map<String, String> header) {
        if (!settings.accessTokens().isEmpty()) {
            String subject = String.valueOf(claims.get("sub"));
            seen(
                    settings.accessTokens(),
                    "token.issued",
                    AuditDraft.of(
                                    new EventName("AccessTokenIssuedEvent", AuditCategory.TOKEN),
                                    subject)
                            .account(subject)
                            .client(client)
                            .text("subject", subject)
                            .text("grantType", grantType)
                            .texts(
                                    "scopes",
                                    Arrays.asList(
                                            String.valueOf(claims.getOrDefault("scope", ""))
                                                    .split(" ")))
                            .object("header", header)
                            .claims(claims));
        }
    }

    /** A refresh token was given out beside an access token. */
    void refreshTokenIssued(String client, String grantType, String subject) {
        seen(
                settings.accessTokens(),
                "refresh-token.issued",
                AuditDraft.of(
                                new EventName("RefreshTokenIssuedEvent", AuditCategory.TOKEN),
                                subject)
                        .account(subject)
                        .client(client)
                        .text("subject", subject)
                        .text("grantType", grantType));
    }

    /** Something at the protocol's endpoints that changes nothing that lasts. */
    void protocol(String type, String client, String actor) {
        seen(
                settings.accessTokens(),
                type,
                AuditDraft.of(new EventName(type, AuditCategory.TOKEN), actor)
                        .account(actor)
                        .client(client));
    }

    /** A client asked about a token. */
    void introspected(String client, boolean active, String subject) {
        seen(
                settings.lookups(),
                "token.introspected",
                AuditDraft.of(new EventName("TokenIntrospectedEvent", AuditCategory.TOKEN), client)
                        .account(subject)
                        .client(client)
                        .text("active", Boolean.toString(active)));
    }

    /** A client read the claims about a person. */
    public void userInfoRead(String account, String client) {
        seen(
                settings.lookups(),
                "userinfo.read",
                AuditDraft.of(new EventName("UserInfoRequestedEvent", AuditCategory.TOKEN), account)
                        .account(account)
                        .client(client));
    }

    /**
     * A client asked for a token and got none.
     *
     * @param error the code of RFC 6749, section 5.2
     * @param description what the client was told
     */
    void tokenDenied(
            String type, String client, String grantType, String error, String description) {
        refused(
                AuditDraft.of(new EventName(type, AuditCategory.TOKEN), client)
                        .client(client)
                        .text("grantType", grantType)
                        .text("error", error)
                        .text("errorDescription", description));
    }

    /** Somebody was refused what they have no right to. */
    void accessDenied(String subject, String client, String method, String path) {
        refused(
                AuditDraft.of(
                                new EventName(
                                        "IamAuthorizationFailureEvent",
                                        AuditCategory.AUTHORIZATION),
                                subject)
                        .account(subject)
                        .client(client)
                        .text("method", method)
                        .text("path", path));
    }

    /** A request came with a token that is not good. */
    void tokenRefused(String method, String path) {
        refused(
                AuditDraft.of(
                                new EventName(
                                        "BearerTokenRefusedEvent", AuditCategory.AUTHENTICATION),
                                NOBODY)
                        .text("method", method)
                        .text("path", path));
    }

    private void publish(
            String what, String account, Map<String, String> details, AuditDraft draft) {
        publish(what, account, details, List.of(draft));
    }

    private void publish(
            String what, String account, Map<String, String> details, List<AuditDraft> drafts) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("issuer", issuer.value());
        data.put("account", account);
        send(what, account, data, drafts);
    }

    private void send(
            String what, String subject, Map<String, String> data, List<AuditDraft> drafts) {
        List<AuditEvent> told = finished(drafts);
        transaction.executeWithoutResult(status -> {
            events.publish(outgoing(what, subject, data));
            store(told);
        });
    }

    /** What changes nothing, where the configuration wants it. */
    private void seen(Set<AuditSettings.Place> places, String what, AuditDraft draft) {
        if (places.isEmpty()) {
            return;
        }
        AuditEvent event = draft.at(clock.instant(), Origin.current());
        boolean kafka = places.contains(AuditSettings.Place.KAFKA);
        boolean row = places.contains(AuditSettings.Place.TABLE);
        if (kafka || row) {
            transaction.executeWithoutResult(status -> {
                if (kafka) {
                    events.publish(outgoing(what, event.actor(), event.unnamed().json()));
                }
                if (row) {
                    table.add(List.of(event));
                }
            });
        }
        if (places.contains(AuditSettings.Place.FILE)) {
            file.write(event.unnamed());
        }
    }

    /** All are in the file; so many in the table that nobody can fill it by being refused. */
    private void refused(AuditDraft draft) {
        AuditEvent event = draft.failed().at(clock.instant(), Origin.current());
        try {
            if (withinBudget(event.time())) {
                transaction.executeWithoutResult(status -> store(List.of(event)));
                return;
            }
        } catch (DataAccessException | TransactionException databaseDown) {
            // Who is refused must get the refusal, and the file the line.
            log.warn("A refusal could not be stored: {}", databaseDown.toString());
        }
        file.write(event.unnamed());
    }

    private boolean withinBudget(Instant now) {
        long number = now.getEpochSecond() / 60;
        Minute current =
                minute.updateAndGet(known ->
                        new Minute(number, known.number() == number ? known.refusals() + 1 : 1));
        return current.refusals() <= settings.refusalsPerMinute();
    }

    private List<AuditEvent> finished(List<AuditDraft> drafts) {
        Instant now = clock.instant();
        Origin origin = Origin.current();
        return drafts.stream().map(draft -> draft.at(now, origin)).toList();
    }

    /** In the running transaction; what is rolled back reaches no file either. */
    private void store(List<AuditEvent> told) {
        List<AuditLine> lines = table.add(told);
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        lines.forEach(file::write);
                    }
                });
    }

    private static OutgoingEvent outgoing(String what, String subject, Object data) {
        return new OutgoingEvent(
                TOPIC, subject, "io.arcipelago.identity." + what + ".v1", subject, data);
    }
}
