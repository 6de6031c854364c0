package io.arcipelago.openstack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Image API v2, reading only. */
public final class Glance {

    private final ServiceApi api;

    Glance(ServiceApi api) {
        this.api = api;
    }

    /** Images that can be booted now. */
    public List<Image> activeImages() {
        return images(Map.of("status", "active"));
    }

    /** Images by Glance's filters: {@code name}, {@code status}, {@code visibility}, properties. */
    public List<Image> images(Map<String, String> filters) {
        return api.list("/images", "images", filters, Image::from);
    }

    public Optional<Image> image(String id) {
        return api.find("/images/" + ServiceApi.segment(id)).map(Image::from);
    }
}
