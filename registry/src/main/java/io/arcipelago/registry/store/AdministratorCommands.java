package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.merge.Change;
import io.arcipelago.registry.merge.Merged;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderCommands;
import io.arcipelago.registry.state.ProviderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries out what administrators say, by the same swaps as feeds do. */
@Component
class AdministratorCommands implements ProviderCommands {

    private static final String REASON = "By an administrator's word";

    private final JdbcClient jdbc;
    private final ProviderSwap swap;
    private final FederationCache cache;
    private final TransactionTemplate transaction;

    AdministratorCommands(
            JdbcClient jdbc,
            ProviderSwap swap,
            FederationCache cache,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.swap = swap;
        this.cache = cache;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void add(ProviderState provider, String actor) {
        add(provider, new Author(actor, REASON));
    }

    private void add(ProviderState provider, Author author) {
        swap.swap(
                derivedUid(provider.provider()),
                author,
                (known, heardAt) -> {
                    if (known.isPresent()) {
                        throw ApiFailure.conflict(
                                "provider-exists",
                                "Provider with name '%s' and type '%s' already registered"
                                        .formatted(
                                                provider.provider().name(),
                                                provider.provider().type().wire()));
                    }
                    return new Merged(
                            provider, Change.between(Optional.empty(), provider), List.of());
                });
    }

    @Override
    public boolean change(
            Set<String> providers,
            UnaryOperator<ProviderState> edit,
            Map<ItemKey, String> uids,
            String actor) {
        Author author = new Author(actor, REASON);
        // In one order for everybody, so that two changes never wait for each other.
        List<String> stored = stored(providers);
        boolean changed =
                transaction.execute(status -> {
                    boolean any = false;
                    for (String uid : stored) {
                        any |= change(uid, edit, author);
                    }
                    if (any) {
                        keep(uids);
                    }
                    return any;
                });
        if (changed) {
            cache.refresh();
        }
        return changed;
    }

    /** The uids in the store of the providers that have these uids for readers. */
    private List<String> stored(Set<String> uids) {
        Federation federation = cache.current();
        return uids.stream()
                .flatMap(uid -> federation.provider(uid).stream())
                .map(state -> derivedUid(state.declared()))
                .sorted()
                .toList();
    }

    private boolean change(String uid, UnaryOperator<ProviderState> edit, Author author) {
        boolean there = ProviderHead.lock(jdbc, uid).filter(head -> !head.removed()).isPresent();
        if (!there) {
            return false;
        }
        List<ProviderState> renamed = new ArrayList<>();
        Merged merged =
                swap.swap(
                        uid,
                        author,
                        (known, heardAt) -> {
                            ProviderState before = known.orElseThrow();
                            ProviderState after = edit.apply(before);
                            if (!derivedUid(after.declared()).equals(uid)) {
                                renamed.add(after);
                                return new Merged(before, List.of(), List.of());
                            }
                            return new Merged(after, Change.between(known, after), List.of());
                        });
        renamed.forEach(state -> rename(uid, state, author));
        return !renamed.isEmpty() || !merged.changes().isEmpty();
    }

    /** To the store a provider of another name is another one, which begins where this one ends. */
    private void rename(String uid, ProviderState as, Author author) {
        add(as, author);
        jdbc.sql("update registry.downtime set provider_uid = :now where provider_uid = :old")
                .param("now", derivedUid(as.declared()))
                .param("old", uid)
                .update();
        swap.remove(uid, author);
    }

    /** Writes down which uids stand for derived ones from now on. */
    private void keep(Map<ItemKey, String> uids) {
        if (uids.isEmpty()) {
            return;
        }
        record Row(String derived, String uid) {}
        String rows =
                ItemDocuments.write(
                        uids.entrySet().stream()
                                .map(entry ->
                                        new Row(entry.getKey().derivedUid(), entry.getValue()))
                                .toList());
        jdbc.sql(
                        """
                        delete from registry.imported_uid i
                        using jsonb_to_recordset(:rows::jsonb) r (derived text, uid text)
                        where i.derived = r.derived or i.uid = r.uid
                        """)
                .param("rows", rows)
                .update();
        jdbc.sql(
                        """
                        insert into registry.imported_uid (derived, uid)
                        select r.derived, r.uid
                        from jsonb_to_recordset(:rows::jsonb) r (derived text, uid text)
                        """)
                .param("rows", rows)
                .update();
    }

    @Override
    public boolean remove(String provider, String actor) {
        List<String> stored = stored(Set.of(provider));
        stored.forEach(uid -> swap.remove(uid, new Author(actor, REASON)));
        return !stored.isEmpty();
    }

    private static String derivedUid(Provider provider) {
        return ItemKey.provider(provider).derivedUid();
    }
}
