package io.arcipelago.site.driver;

/**
 * Traffic that is let through, on top of established connections. All else towards the server is
 * dropped.
 *
 * @param direction {@code ingress} or {@code egress}
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or {@code any}
 * @param portMin first port, 0 for all
 * @param portMax last port, 65535 for all
 * @param remoteCidr the other side, {@code 0.0.0.0/0} for anywhere
 */
public record FirewallRule(
        String direction, String protocol, int portMin, int portMax, String remoteCidr) {}
