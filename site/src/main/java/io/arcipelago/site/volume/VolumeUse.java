package io.arcipelago.site.volume;

import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.state.Volume;

/** What a project's volumes use of its quota. */
record VolumeUse(int volumes, int gigabytes) {

    static VolumeUse of(SiteData data, String projectId) {
        return of(data, projectId, "");
    }

    /** Of one type, or of all if empty. */
    static VolumeUse of(SiteData data, String projectId, String type) {
        int volumes = 0;
        int gigabytes = 0;
        for (Volume volume : data.volumes().values()) {
            if (volume.projectId().equals(projectId)
                    && (type.isEmpty() || volume.type().equals(type))) {
                volumes++;
                gigabytes += volume.sizeGib();
            }
        }
        return new VolumeUse(volumes, gigabytes);
    }
}
