package io.arcipelago.feeder.scan;

import java.util.List;

/** Whether a thing's tags make it one of the federation's. */
final class Wanted {

    private Wanted() {}

    /** With any of the tags; with none to ask for, everything is. */
    static boolean by(List<String> asked, List<String> tags) {
        return asked.isEmpty() || asked.stream().anyMatch(tags::contains);
    }
}
