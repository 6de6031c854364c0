package io.arcipelago.identity.grant;

import org.springframework.security.authentication.AuthenticationProvider;

/** Decides requests of one grant type at the token endpoint. */
public sealed interface TokenGrantProvider extends AuthenticationProvider
        permits CodeGrant, DeviceGrant, RefreshGrant, ClientGrant, ExchangeGrant {}
