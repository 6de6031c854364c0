package io.arcipelago.site.sandbox;

import io.arcipelago.site.driver.FirewallRule;
import io.arcipelago.site.driver.SiteDriverException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Security groups as an nftables ruleset of a server's network namespace.
 *
 * <p>As in Neutron, both directions let through only what a rule names and what belongs to an
 * established connection.
 */
final class Firewall {

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}(/\\d{1,3})?");

    private Firewall() {}

    /** Makes exactly these rules hold in a network namespace, in one transaction. */
    static void apply(String namespace, List<FirewallRule> rules) {
        Command.runWithInput(
                ruleset(rules), "nsenter", "--net=/run/netns/" + namespace, "nft", "-f", "-");
    }

    static String ruleset(List<FirewallRule> rules) {
        StringBuilder text = new StringBuilder();
        text.append("table inet groups\n");
        text.append("delete table inet groups\n");
        text.append("table inet groups {\n");
        chain(text, "input", "iif", "ingress", rules);
        chain(text, "output", "oif", "egress", rules);
        return text.append("}\n").toString();
    }

    private static void chain(
            StringBuilder text,
            String hook,
            String side,
            String direction,
            List<FirewallRule> rules) {
        text.append("  chain ").append(hook).append(" {\n");
        text.append("    type filter hook ")
                .append(hook)
                .append(" priority filter; policy drop;\n");
        text.append("    ").append(side).append(" lo accept\n");
        text.append("    ct state established,related accept\n");
        for (FirewallRule rule : rules) {
            if (rule.direction().equals(direction)) {
                text.append("    ").append(match(rule)).append(" accept\n");
            } else if (!List.of("ingress", "egress").contains(rule.direction())) {
                throw new SiteDriverException(
                        "Firewall rule has the direction '%s'; use ingress or egress"
                                .formatted(rule.direction()));
            }
        }
        text.append("  }\n");
    }

    private static String match(FirewallRule rule) {
        boolean ipv6 = rule.remoteCidr().contains(":");
        String side = rule.direction().equals("ingress") ? "saddr" : "daddr";
        String remote =
                ipv6
                        ? "ip6 %s %s".formatted(side, checkedIpv6(rule.remoteCidr()))
                        : "ip %s %s"
                                .formatted(side, Ipv4Subnet.parse(rule.remoteCidr()).notation());
        // A family test stands in for "anywhere": nftables refuses a match on a /0 address.
        if (rule.remoteCidr().endsWith("/0")) {
            remote = "meta nfproto " + (ipv6 ? "ipv6" : "ipv4");
        }
        return switch (rule.protocol()) {
            case "tcp", "udp" ->
                    rule.portMin() == 0 && rule.portMax() == 65535
                            ? remote + " meta l4proto " + rule.protocol()
                            : remote + " " + rule.protocol() + " dport " + ports(rule);
            case "icmp" -> remote + " meta l4proto " + (ipv6 ? "icmpv6" : "icmp");
            case "any" -> remote;
            default ->
                    throw new SiteDriverException(
                            "Firewall rule has the protocol '%s'; use tcp, udp, icmp or any"
                                    .formatted(rule.protocol()));
        };
    }

    private static String ports(FirewallRule rule) {
        if (rule.portMin() < 0 || rule.portMax() > 65535 || rule.portMin() > rule.portMax()) {
            throw new SiteDriverException(
                    "Firewall rule has the ports %d to %d; use a range within 0 to 65535"
                            .formatted(rule.portMin(), rule.portMax()));
        }
        return rule.portMin() == rule.portMax()
                ? Integer.toString(rule.portMin())
                : rule.portMin() + "-" + rule.portMax();
    }

    private static String checkedIpv6(String cidr) {
        if (!IPV6.matcher(cidr).matches()) {
            throw new SiteDriverException("'%s' is no IPv6 subnet".formatted(cidr));
        }
        return cidr;
    }
}
