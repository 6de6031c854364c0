package io.arcipelago.platform.secrets;

/**
 * The name of a secret. It is not itself secret and may be stored, logged and sent.
 *
 * @param owner who the secret belongs to, such as {@code deployment/<uuid>}; deleting an owner's
 *     secrets removes them all
 * @param name the secret's name within its owner
 */
public record SecretRef(String owner, String name) {}
