package io.arcipelago.platform.web;

import org.springframework.util.unit.DataSize;

/**
 * A limit of its own for the bodies of one path; a service contributes a bean of this type.
 *
 * @param path the whole path with the service's prefix, without a slash at its end
 */
public record BodyLimit(String path, DataSize most) {}
