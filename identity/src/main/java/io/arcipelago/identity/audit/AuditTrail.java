package io.arcipelago.identity.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells what happened to people, groups, clients, grants and keys: a method for each kind of event.
 * Where it goes is {@link AuditWriter}'s. No event holds a password, a secret, a token or what
 * somebody typed as a user name, which is a password more often than one thinks.
 */
@Component
public class AuditTrail {

    /** Kafka topic of all that this service tells. */
    public static final String TOPIC = "arcipelago.identity";

    /** Stands for whoever it was where no account can be named. */
    static final String NOBODY = "unknown";

    private final AuditWriter writer;
    private final AuditSettings settings;

    AuditTrail(AuditWriter writer, AuditSettings settings) {
        this.writer = writer;
        this.settings = settings;
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
        writer.changed(what, group, data, ChangeDrafts.ofGroup(what, group, actor, details));
    }

    /** A client read the claims about a person. */
    public void userInfoRead(String account, String client) {
        writer.seen(
                settings.lookups(),
                "userinfo.read",
                AuditDraft.of(new EventName("UserInfoRequestedEvent", AuditCategory.TOKEN), account)
                        .account(account)
                        .client(client));
    }

    private void publish(
            String what, String account, Map<String, String> details, AuditDraft draft) {
        publish(what, account, details, List.of(draft));
    }

    private void publish(
            String what, String account, Map<String, String> details, List<AuditDraft> drafts) {
        Map<String, String> data = new LinkedHashMap<>(details);
        data.put("account", account);
        writer.changed(what, account, data, drafts);
    }
}
