package io.arcipelago.feeder.scan;

/** A thing of a region, by the site's own id. */
record ItemKey(String region, String id) {}
