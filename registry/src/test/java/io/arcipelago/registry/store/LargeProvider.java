package io.arcipelago.registry.store;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.SnapshotEditor;
import java.time.Duration;

/** ELBA with many flavors, all of one size. */
final class LargeProvider {

    private LargeProvider() {}

    /**
     * @param number tells snapshots apart: the size of the flavors, and minutes after the sample
     */
    static ProviderSnapshot snapshot(int flavors, int number) {
        SnapshotEditor editor =
                SnapshotEditor.after(SampleFederation.elba())
                        .later(Duration.ofSeconds(number - 60L));
        editor.flavors().clear();
        for (int i = 0; i < flavors; i++) {
            editor.flavors()
                    .add(
                            SampleFederation.flavor(
                                    "RegionOne", "f%05d".formatted(i), "x" + i, number, 1024, 0));
        }
        return editor.snapshot();
    }
}
