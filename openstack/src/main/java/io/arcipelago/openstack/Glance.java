package io.arcipelago.openstack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

    /**
     * The same, without the images that cannot be read.
     *
     * @param unreadable is told of each of them, and why
     */
    public List<Image> images(Map<String, String> filters, Consumer<String> unreadable) {
        return api.list("/images", "images", filters, Map.of(), Image::from, unreadable);
    }

    /**
     * The projects that were offered a shared image, by their answer ({@code accepted}, {@code
     * pending}, {@code rejected}); Glance tells all of them to the owner and each its own entry.
     */
    public Map<String, String> members(String imageId) {
        Map<String, String> members = new LinkedHashMap<>();
        api.get("/images/" + ServiceApi.segment(imageId) + "/members")
                .path("members")
                .forEach(node ->
                        members.put(Json.text(node, "member_id"), Json.text(node, "status")));
        return members;
    }

    public Optional<Image> image(String id) {
        return api.find("/images/" + ServiceApi.segment(id)).map(Image::from);
    }
}
