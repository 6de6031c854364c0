package io.arcipelago.identity.people;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A mark on an account or group.
 *
 * @param prefix whose mark it is, in the form of a domain name; empty if it is nobody's
 * @param value empty if the mark alone says it all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Label(String prefix, String name, String value) {}
