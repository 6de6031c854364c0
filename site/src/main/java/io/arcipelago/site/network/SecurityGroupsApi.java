package io.arcipelago.site.network;

import io.arcipelago.site.state.Cidr;
import io.arcipelago.site.state.SecurityGroup;
import io.arcipelago.site.state.SecurityGroup.Rule;
import io.arcipelago.site.state.SiteData;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Caller;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import io.arcipelago.site.web.Routes;
import io.arcipelago.site.work.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Security groups and their rules. */
final class SecurityGroupsApi {

    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp");
    private static final int HIGHEST_PORT = 65_535;

    private final Site site;

    SecurityGroupsApi(Site site) {
        this.site = site;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/security-groups", this::list);
        routes.add("POST", "/security-groups", this::create);
        routes.add("GET", "/security-groups/{id}", this::show);
        routes.add("DELETE", "/security-groups/{id}", this::delete);
        routes.add("GET", "/security-group-rules", this::listRules);
        routes.add("POST", "/security-group-rules", this::createRule);
        routes.add("DELETE", "/security-group-rules/{id}", this::deleteRule);
    }

    static SecurityGroup find(SiteData data, String id, Caller caller) {
        return Optional.ofNullable(data.securityGroups().get(id))
                .filter(it -> caller.sees(it.projectId()))
                .orElseThrow(() -> NeutronErrors.notFound("SecurityGroup", id));
    }

    private Response list(Request request, Caller caller) {
        return NeutronLists.answer(
                site,
                request,
                "security_groups",
                visible(caller).stream().map(SecurityGroupsApi::view).toList());
    }

    private Response listRules(Request request, Caller caller) {
        List<ObjectNode> views = new ArrayList<>();
        for (SecurityGroup group : visible(caller)) {
            group.rules().forEach(it -> views.add(view(group, it)));
        }
        return NeutronLists.answer(site, request, "security_group_rules", views);
    }

    private List<SecurityGroup> visible(Caller caller) {
        return site.store()
                .read(data ->
                        data.securityGroups().values().stream()
                                .filter(it -> caller.sees(it.projectId()))
                                .toList());
    }

    private Response create(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "security_group");
        String name = NeutronBody.label(asked, "name");
        if (name.equals("default")) {
            throw NeutronErrors.conflict(
                    "SecurityGroupDefaultAlreadyExists", "Default security group already exists.");
        }
        SecurityGroup group =
                new SecurityGroup(
                        UUID.randomUUID().toString(),
                        caller.projectId(),
                        name,
                        NeutronBody.label(asked, "description"),
                        DefaultGroup.egress(),
                        List.of());
        site.store()
                .change(data -> {
                    List<SecurityGroup> mine = owned(data, caller);
                    NeutronBody.checkQuota(site, caller, "security_group", mine.size(), 1);
                    NeutronBody.checkQuota(
                            site,
                            caller,
                            "security_group_rule",
                            ruleCount(mine),
                            group.rules().size());
                    return Optional.ofNullable(data.securityGroups().put(group.id(), group));
                });
        return answer(201, group);
    }

    private static List<SecurityGroup> owned(SiteData data, Caller caller) {
        return data.securityGroups().values().stream()
                .filter(it -> it.projectId().equals(caller.projectId()))
                .toList();
    }

    private static long ruleCount(List<SecurityGroup> groups) {
        return groups.stream().mapToLong(it -> it.rules().size()).sum();
    }

    private Response show(Request request, Caller caller) {
        return answer(200, site.store().read(data -> find(data, request.variable("id"), caller)));
    }

    private Response delete(Request request, Caller caller) {
        String id = request.variable("id");
        site.store()
                .change(data -> {
                    SecurityGroup group = find(data, id, caller);
                    if (group.name().equals("default")) {
                        throw NeutronErrors.conflict(
                                "SecurityGroupCannotRemoveDefault",
                                "Insufficient rights for removing default security" + " group.");
                    }
                    boolean used =
                            data.ports().values().stream()
                                    .anyMatch(it -> it.securityGroupIds().contains(id));
                    if (used) {
                        throw NeutronErrors.conflict(
                                "SecurityGroupInUse", "Security Group " + id + " in use.");
                    }
                    return Optional.ofNullable(data.securityGroups().remove(id));
                });
        return Response.empty(204);
    }

    private Response createRule(Request request, Caller caller) {
        ObjectNode asked = NeutronBody.member(request, "security_group_rule");
        String groupId = NeutronBody.required(asked, "security_group_id");
        Rule rule = rule(asked);
        SecurityGroup changed =
                site.store()
                        .change(data -> {
                            SecurityGroup group = find(data, groupId, caller);
                            rule.remoteGroupId().ifPresent(remote -> find(data, remote, caller));
                            checkNew(group, rule);
                            NeutronBody.checkQuota(
                                    site,
                                    caller,
                                    "security_group_rule",
                                    ruleCount(owned(data, caller)),
                                    1);
                            List<Rule> rules = new ArrayList<>(group.rules());
                            rules.add(rule);
                            SecurityGroup longer = group.withRules(rules);
                            data.securityGroups().put(groupId, longer);
                            return longer;
                        });
        site.work().firewalls(List.of(groupId));
        ObjectNode body = JsonBody.object();
        body.set("security_group_rule", view(changed, rule));
        return Response.json(201, body);
    }

    private static void checkNew(SecurityGroup group, Rule rule) {
        for (Rule present : group.rules()) {
            if (present.sameTraffic(rule)) {
                throw NeutronErrors.conflict(
                        "SecurityGroupRuleExists",
                        "Security group rule already exists. Rule id is " + present.id() + ".");
            }
        }
    }

    private static Rule rule(ObjectNode asked) {
        String direction = NeutronBody.required(asked, "direction");
        if (!direction.equals("ingress") && !direction.equals("egress")) {
            throw NeutronErrors.invalid("'" + direction + "' is not in ['ingress', 'egress']");
        }
        Optional<String> protocol =
                JsonBody.text(asked, "protocol").filter(it -> !it.equals("any"));
        if (protocol.isPresent() && !PROTOCOLS.contains(protocol.get())) {
            throw ApiError.neutron(
                    400,
                    "SecurityGroupRuleInvalidProtocol",
                    "Security group rule protocol "
                            + protocol.get()
                            + " not supported. Only protocol values tcp, udp, icmp and any are"
                            + " supported by this site.");
        }
        Optional<Integer> min = JsonBody.integer(asked, "port_range_min");
        Optional<Integer> max = JsonBody.integer(asked, "port_range_max");
        boolean wrong =
                min.orElse(0) < 0
                        || max.orElse(0) > HIGHEST_PORT
                        || min.orElse(0) > max.orElse(HIGHEST_PORT);
        if (wrong || (protocol.isEmpty() && (min.isPresent() || max.isPresent()))) {
            throw ApiError.neutron(
                    400,
                    "SecurityGroupInvalidPortRange",
                    "For TCP/UDP protocols, port_range_min must be <= port_range_max.");
        }
        Optional<String> remote = JsonBody.text(asked, "remote_ip_prefix");
        String etherType = JsonBody.text(asked, "ethertype").orElse("IPv4");
        if (etherType.equals("IPv4")) {
            remote.ifPresent(SecurityGroupsApi::checkCidr);
        }
        return new Rule(
                UUID.randomUUID().toString(),
                direction,
                etherType,
                protocol,
                min,
                max,
                remote,
                JsonBody.text(asked, "remote_group_id"),
                NeutronBody.label(asked, "description"));
    }

    private static void checkCidr(String text) {
        try {
            Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw NeutronErrors.invalid(String.valueOf(e.getMessage()));
        }
    }

    private Response deleteRule(Request request, Caller caller) {
        String id = request.variable("id");
        SecurityGroup changed =
                site.store()
                        .change(data -> {
                            SecurityGroup group =
                                    data.securityGroups().values().stream()
                                            .filter(it -> caller.sees(it.projectId()))
                                            .filter(it ->
                                                    it.rules().stream()
                                                            .anyMatch(rule -> rule.id().equals(id)))
                                            .findFirst()
                                            .orElseThrow(() ->
                                                    NeutronErrors.notFound(
                                                            "SecurityGroupRule", id));
                            SecurityGroup shorter =
                                    group.withRules(
                                            group.rules().stream()
                                                    .filter(it -> !it.id().equals(id))
                                                    .toList());
                            data.securityGroups().put(group.id(), shorter);
                            return shorter;
                        });
        site.work().firewalls(List.of(changed.id()));
        return Response.empty(204);
    }

    private static Response answer(int status, SecurityGroup group) {
        ObjectNode body = JsonBody.object();
        body.set("security_group", view(group));
        return Response.json(status, body);
    }

    private static ObjectNode view(SecurityGroup group) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", group.id())
                        .put("name", group.name())
                        .put("description", group.description())
                        .put("project_id", group.projectId())
                        .put("tenant_id", group.projectId())
                        .put("stateful", true);
        ArrayNode rules = view.putArray("security_group_rules");
        group.rules().forEach(it -> rules.add(view(group, it)));
        NeutronBody.array(view, "tags", group.tags());
        return view;
    }

    private static ObjectNode view(SecurityGroup group, Rule rule) {
        ObjectNode view =
                JsonBody.object()
                        .put("id", rule.id())
                        .put("security_group_id", group.id())
                        .put("project_id", group.projectId())
                        .put("tenant_id", group.projectId())
                        .put("direction", rule.direction())
                        .put("ethertype", rule.etherType())
                        .put("description", rule.description());
        rule.protocol()
                .ifPresentOrElse(it -> view.put("protocol", it), () -> view.putNull("protocol"));
        rule.portMin()
                .ifPresentOrElse(
                        it -> view.put("port_range_min", it), () -> view.putNull("port_range_min"));
        rule.portMax()
                .ifPresentOrElse(
                        it -> view.put("port_range_max", it), () -> view.putNull("port_range_max"));
        rule.remoteCidr()
                .ifPresentOrElse(
                        it -> view.put("remote_ip_prefix", it),
                        () -> view.putNull("remote_ip_prefix"));
        rule.remoteGroupId()
                .ifPresentOrElse(
                        it -> view.put("remote_group_id", it),
                        () -> view.putNull("remote_group_id"));
        return view;
    }
}
