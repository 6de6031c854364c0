package io.arcipelago.site.driver;

/** A volume seen by a server as a device, such as {@code /dev/vdb}. */
public record Attachment(String volumeId, String device) {}
