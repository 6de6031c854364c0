package io.arcipelago.registry.merge;

import io.arcipelago.contracts.registry.Facet;
import io.arcipelago.contracts.registry.ProviderSnapshot.Flavor;
import io.arcipelago.contracts.registry.ProviderSnapshot.Image;
import io.arcipelago.contracts.registry.ProviderSnapshot.Network;
import io.arcipelago.contracts.registry.ProviderSnapshot.NetworkUse;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.Items;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What flavors, images and networks have in common: a region, an id, and who may use them. */
interface Sharing<T> {

    Facet facet();

    ItemKey key(Provider provider, T item);

    String region(T item);

    String id(T item);

    boolean shared(T item);

    /** The projects that the item names. */
    Set<String> users(T item);

    /** The item as seen, with the known item's settings for some more projects. */
    T joined(T seen, T known, Set<String> more);

    /** The item for these of its projects only, in order. */
    T only(T item, Set<String> projects);

    /** Flavors. */
    final class OfFlavors implements Sharing<Flavor> {

        @Override
        public Facet facet() {
            return Facet.FLAVORS;
        }

        @Override
        public ItemKey key(Provider provider, Flavor item) {
            return ItemKey.flavor(provider, item.region(), item.id());
        }

        @Override
        public String region(Flavor item) {
            return item.region();
        }

        @Override
        public String id(Flavor item) {
            return item.id();
        }

        @Override
        public boolean shared(Flavor item) {
            return item.shared();
        }

        @Override
        public Set<String> users(Flavor item) {
            return Set.copyOf(item.projects());
        }

        @Override
        public Flavor joined(Flavor seen, Flavor known, Set<String> more) {
            return Items.with(seen, projects(seen.shared(), seen.projects(), more));
        }

        @Override
        public Flavor only(Flavor item, Set<String> projects) {
            return Items.with(item, projects(item.shared(), intersect(item.projects(), projects)));
        }
    }

    /** Images. */
    final class OfImages implements Sharing<Image> {

        @Override
        public Facet facet() {
            return Facet.IMAGES;
        }

        @Override
        public ItemKey key(Provider provider, Image item) {
            return ItemKey.image(provider, item.region(), item.id());
        }

        @Override
        public String region(Image item) {
            return item.region();
        }

        @Override
        public String id(Image item) {
            return item.id();
        }

        @Override
        public boolean shared(Image item) {
            return item.shared();
        }

        @Override
        public Set<String> users(Image item) {
            return Set.copyOf(item.projects());
        }

        @Override
        public Image joined(Image seen, Image known, Set<String> more) {
            return Items.with(seen, projects(seen.shared(), seen.projects(), more));
        }

        @Override
        public Image only(Image item, Set<String> projects) {
            return Items.with(item, projects(item.shared(), intersect(item.projects(), projects)));
        }
    }

    /** Networks, whose projects have settings of their own even where all may use them. */
    final class OfNetworks implements Sharing<Network> {

        @Override
        public Facet facet() {
            return Facet.NETWORKS;
        }

        @Override
        public ItemKey key(Provider provider, Network item) {
            return ItemKey.network(provider, item.region(), item.id());
        }

        @Override
        public String region(Network item) {
            return item.region();
        }

        @Override
        public String id(Network item) {
            return item.id();
        }

        @Override
        public boolean shared(Network item) {
            return item.shared();
        }

        @Override
        public Set<String> users(Network item) {
            return item.uses().stream().map(NetworkUse::project).collect(Collectors.toSet());
        }

        @Override
        public Network joined(Network seen, Network known, Set<String> more) {
            Set<String> named = users(seen);
            return Items.with(
                    seen,
                    inOrder(
                            Stream.concat(
                                    seen.uses().stream(),
                                    known.uses().stream()
                                            .filter(use -> more.contains(use.project()))
                                            .filter(use -> !named.contains(use.project())))));
        }

        @Override
        public Network only(Network item, Set<String> projects) {
            return Items.with(
                    item,
                    inOrder(item.uses().stream().filter(use -> projects.contains(use.project()))));
        }

        private static List<NetworkUse> inOrder(Stream<NetworkUse> uses) {
            return uses.sorted(Comparator.comparing(NetworkUse::project)).toList();
        }
    }

    private static Stream<String> intersect(List<String> projects, Set<String> wanted) {
        return projects.stream().filter(wanted::contains);
    }

    private static List<String> projects(boolean shared, List<String> projects, Set<String> more) {
        return projects(shared, Stream.concat(projects.stream(), more.stream()));
    }

    private static List<String> projects(boolean shared, Stream<String> projects) {
        return shared ? List.of() : projects.distinct().sorted().toList();
    }
}
