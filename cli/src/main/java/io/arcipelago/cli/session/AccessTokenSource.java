package io.arcipelago.cli.session;

/** Gives access tokens for calls. */
public interface AccessTokenSource {

    /** A token that is good for some time. */
    String token();

    /** Another one, because the service has refused this one. */
    String another(String refused);
}
