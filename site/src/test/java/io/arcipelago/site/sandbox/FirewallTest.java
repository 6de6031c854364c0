package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.SiteDriverException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallTest {

    @Test
    void withoutRulesOnlyEstablishedConnectionsAndLoopbackPass() {
        assertThat(Firewall.ruleset(List.of()))
                .isEqualTo(
                        """
                        table inet groups
                        delete table inet groups
                        table inet groups {
                          chain input {
                            type filter hook input priority filter; policy drop;
                            iif lo accept
                            ct state established,related accept
                          }
                          chain output {
                            type filter hook output priority filter; policy drop;
                            oif lo accept
                            ct state established,related accept
                          }
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    ingress, tcp, 22, 22, 0.0.0.0/0, meta nfproto ipv4 tcp dport 22 accept
                    ingress, udp, 1000, 2000, 10.0.0.0/24, ip saddr 10.0.0.0/24 udp dport 1000-2000 accept
                    egress, tcp, 0, 65535, 10.0.0.9, ip daddr 10.0.0.9/32 meta l4proto tcp accept
                    ingress, icmp, 0, 65535, 0.0.0.0/0, meta nfproto ipv4 meta l4proto icmp accept
                    ingress, icmp, 0, 65535, ::/0, meta nfproto ipv6 meta l4proto icmpv6 accept
                    egress, any, 0, 65535, 2001:db8::/32, ip6 daddr 2001:db8::/32 accept
                    """)
    void everyRuleBecomesOneMatch(
            String direction, String protocol, int min, int max, String remote, String expected) {
        assertThat(
                        Firewall.ruleset(
                                        List.of(
                                                new FirewallRule(
                                                        direction, protocol, min, max, remote)))
                                .lines()
                                .map(String::strip))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    ingress, tcp, 22, 21, 0.0.0.0/0
                    ingress, tcp, 22, 70000, 0.0.0.0/0
                    ingress, sctp, 1, 1, 0.0.0.0/0
                    sideways, tcp, 1, 1, 0.0.0.0/0
                    ingress, tcp, 1, 1, 10.0.0.0/24 accept;flush ruleset
                    ingress, tcp, 1, 1, ::1 accept
                    """)
    void ruleThatMakesNoSenseNeverReachesNftables(
            String direction, String protocol, int min, int max, String remote) {
        FirewallRule rule = new FirewallRule(direction, protocol, min, max, remote);
        assertThatThrownBy(() -> Firewall.ruleset(List.of(rule)))
                .isInstanceOf(SiteDriverException.class);
    }
}
