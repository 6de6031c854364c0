package io.arcipelago.identity.key;

import io.arcipelago.identity.audit.AuditTrail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what {@link KeyPlan} asks for, one replica at a time. At the start it sees that there
 * are keys, so that no request has to make one.
 */
@Component
class KeyRotation implements SmartInitializingSingleton {

    private static final String SCHEDULE = "schedule";

    private final SigningKeyStore store;
    private final KeySettings settings;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    KeyRotation(
            SigningKeyStore store,
            KeySettings settings,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        runSchedule();
    }

    /** Does what is due. */
    void runSchedule() {
        Instant now = clock.instant();
        KeyPlan plan = new KeyPlan(settings, store.longestToken());
        transaction.executeWithoutResult(status -> {
            store.lock();
            apply(plan.due(store.all(), now), now, SCHEDULE);
        });
    }

    /** Starts a rotation ahead of the schedule, by the will of this account. */
    void rotateEarly(boolean atOnce, String account) {
        Instant now = clock.instant();
        KeyPlan plan = new KeyPlan(settings, store.longestToken());
        transaction.executeWithoutResult(status -> {
            store.lock();
            apply(plan.early(store.all(), atOnce), now, account);
        });
    }

    private void apply(List<KeyPlan.Step> steps, Instant now, String by) {
        for (KeyPlan.Step step : steps) {
            switch (step) {
                case KeyPlan.Step.Make(SigningAlgorithm algorithm, KeyState state) -> {
                    if (state == KeyState.ACTIVE) {
                        retire(algorithm, now, by);
                    }
                    audit.keyChanged(
                            by,
                            store.make(algorithm, state, now),
                            algorithm.name(),
                            state.column());
                }
                case KeyPlan.Step.Activate(StoredKey key) -> {
                    retire(key.algorithm(), now, by);
                    store.activate(key.kid(), now);
                    audit.keyChanged(
                            by, key.kid(), key.algorithm().name(), KeyState.ACTIVE.column());
                }
                case KeyPlan.Step.Remove(StoredKey key) -> {
                    store.remove(key.kid());
                    audit.keyChanged(by, key.kid(), key.algorithm().name(), "removed");
                }
            }
        }
    }

    private void retire(SigningAlgorithm algorithm, Instant now, String by) {
        store.retire(algorithm, now)
                .ifPresent(kid ->
                        audit.keyChanged(by, kid, algorithm.name(), KeyState.RETIRED.column()));
    }
}
