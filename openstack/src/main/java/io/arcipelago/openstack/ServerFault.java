package io.arcipelago.openstack;

/** Why a server is in ERROR, in the site's words. */
public record ServerFault(int code, String message) {}
