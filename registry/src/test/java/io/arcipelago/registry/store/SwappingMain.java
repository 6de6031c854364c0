package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.TestRegistry;
import io.arcipelago.registry.merge.Merge;
import io.arcipelago.registry.merge.Reading;
import io.arcipelago.registry.state.ItemKey;

/** Swaps a provider again and again, until it is killed. */
public final class SwappingMain {

    private SwappingMain() {}

    /**
     * @param arguments the number of flavors, the number to begin with, and properties
     */
    public static void main(String[] arguments) {
        int flavors = Integer.parseInt(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        String[] properties = java.util.Arrays.copyOfRange(arguments, 2, arguments.length);
        RunningApp app = RunningApp.startWithDatabase(TestRegistry.App.class, properties);
        ProviderSwap swap = app.context().getBean(ProviderSwap.class);
        RegistrySettings settings = app.context().getBean(RegistrySettings.class);
        while (true) {
            ProviderSnapshot next = LargeProvider.snapshot(flavors, number);
            swap.swap(
                    ItemKey.provider(next.provider()).derivedUid(),
                    new Author("child", "number " + number),
                    (known, heardAt) -> Merge.of(known, Reading.of(next), settings.guard()));
            System.out.println("swapped " + number);
            number++;
        }
    }
}
