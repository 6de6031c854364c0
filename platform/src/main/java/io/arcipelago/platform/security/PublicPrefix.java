package io.arcipelago.platform.security;

/**
 * Where clients reach the routes of a service that has a public address of its own. Every other
 * route is reached below {@code arcipelago.public-url}.
 *
 * @param path the service's prefix, such as {@code /identity}
 * @param url what stands in its place outside, without slash at the end
 */
public record PublicPrefix(String path, String url) {}
