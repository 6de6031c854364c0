package io.arcipelago.registry.v1.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.v1.graph.Graph;
import io.arcipelago.registry.v1.graph.Kind;
import io.arcipelago.registry.v1.graph.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The query grammar over the sample: five flavors, two providers, two groups, four projects. */
class V1QueryTest {

    private static final Graph GRAPH = Graph.of(SampleFederation.federation());
    private static final int MANY = 1000;

    private static Map<String, String[]> parameters(String query) {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String[] value = {pair.substring(equals + 1)};
                parameters.put(pair.substring(0, equals), value);
            }
        }
        return parameters;
    }

    private static Selection select(Kind kind, String query) {
        return V1Query.read(kind, parameters(query), false).select(GRAPH.all(kind), null, MANY);
    }

    private static List<String> names(Kind kind, String query) {
        return select(kind, query).nodes().stream()
                .map(node -> String.valueOf(node.value("name")))
                .toList();
    }

    private static List<String> flavors(String query) {
        return names(Kind.FLAVOR, query);
    }

    /** The faults that a query has, as {@code place: type}. */
    private static List<String> faults(Kind kind, String query) {
        ApiFailure failure =
                catchThrowableOfType(
                        ApiFailure.class,
                        () ->
                                V1Query.read(kind, parameters(query), false)
                                        .select(GRAPH.all(kind), null, MANY));
        assertThat(failure).as(query).isNotNull();
        assertThat(failure.status().value()).isEqualTo(422);
        List<?> detail = (List<?>) failure.details().get("detail");
        return detail == null
                ? List.of()
                : detail.stream()
                        .map(fault -> (Map<?, ?>) fault)
                        .map(fault -> fault.get("loc") + ": " + fault.get("type"))
                        .toList();
    }

    @Test
    void textsAreFilteredByEverySuffix() {
        assertThat(flavors("name=small")).containsExactly("small");
        assertThat(flavors("name=SMALL")).isEmpty();
        assertThat(flavors("name__contains=large")).containsExactly("large", "gpu.large");
        assertThat(flavors("name__icontains=LARGE")).containsExactly("large", "gpu.large");
        assertThat(flavors("name__startswith=gpu")).containsExactly("gpu.large");
        assertThat(flavors("name__istartswith=GPU")).containsExactly("gpu.large");
        assertThat(flavors("name__endswith=medium")).containsExactly("cldareapd.medium");
        assertThat(flavors("name__iendswith=MEDIUM")).containsExactly("cldareapd.medium");
        assertThat(flavors("name__regex=.*large")).containsExactly("large", "gpu.large");
        assertThat(flavors("name__regex=large")).as("whole texts").containsExactly("large");
        assertThat(flavors("name__iregex=GPU\\..*")).containsExactly("gpu.large");
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(flavors("vcpus=8")).containsExactly("large");
        assertThat(flavors("vcpus__lt=2")).containsExactly("small");
        assertThat(flavors("vcpus__lte=2")).containsExactly("small", "cldareapd.medium");
        assertThat(flavors("vcpus__gt=8")).containsExactly("gpu.large");
        assertThat(flavors("vcpus__gte=8")).containsExactly("large", "gpu.large");
        assertThat(flavors("vcpus__ne=8"))
                .containsExactly("small", "gpu.large", "cldareapd.medium");
        assertThat(names(Kind.REGION, "overbooking_cpu__gte=1")).hasSize(2);
        assertThat(names(Kind.REGION, "overbooking_cpu__gt=1.5")).isEmpty();
    }

    @Test
    void datesAndTimesAreCompared() {
        assertThat(select(Kind.SLA, "start_date=2024-01-01").total()).isEqualTo(4);
        assertThat(select(Kind.SLA, "end_date__lt=2027-12-31").total()).isZero();
        assertThat(select(Kind.IMAGE, "created_at__gt=2026-01-02T03:04:04Z").total()).isEqualTo(3);
        assertThat(select(Kind.IMAGE, "created_at=2026-01-02T04:04:05 01:00").total())
                .as("a plus that was not escaped")
                .isEqualTo(3);
        assertThat(select(Kind.IMAGE, "created_at__lt=2026-01-02T03:04:05").total()).isZero();
    }

    @Test
    void flagsAreReadInEverySpellingThatClientsUse() {
        for (String yes : List.of("true", "True", "1", "on", "yes")) {
            assertThat(names(Kind.NETWORK, "is_router_external=" + yes))
                    .containsExactlyInAnyOrder("public", "INFN-WAN");
            assertThat(
                            V1Query.read(Kind.NETWORK, parameters("with_conn=" + yes), false)
                                    .connected())
                    .isTrue();
        }
        assertThat(names(Kind.NETWORK, "is_router_external=False")).hasSize(5);
    }

    @Test
    void listsAreFilteredByElement() {
        assertThat(names(Kind.IMAGE, "tags__contains=infn-cloud")).hasSize(3);
        assertThat(names(Kind.IMAGE, "tags__contains=infn")).isEmpty();
        assertThat(names(Kind.IMAGE, "tags__icontains=INFN-CLOUD")).hasSize(3);
        assertThat(names(Kind.IMAGE, "tags=infn-cloud")).as("not a filter").hasSize(3);
        assertThat(names(Kind.NETWORK, "tags__contains=fast")).containsExactly("astro-net");
    }

    @Test
    void conditionsAreAllToHold() {
        assertThat(flavors("vcpus__gte=8&gpus=0")).containsExactly("large");
        assertThat(flavors("gpu_vendor=NVIDIA&gpu_model__startswith=A"))
                .containsExactly("gpu.large");
    }

    @Test
    void whatHasNoValueFulfilsNothing() {
        assertThat(flavors("gpu_model__ne=A100")).as("no operator of texts").hasSize(4);
        assertThat(flavors("gpu_model__contains=")).containsExactly("gpu.large");
        assertThat(select(Kind.COMPUTE_QUOTA, "ram__ne=1").total()).isEqualTo(8);
    }

    @Test
    void parametersThatMeanNothingAreIgnored() {
        for (String query :
                List.of(
                        "colour=red",
                        "name__colour=red",
                        "is_shared=true",
                        "uid=1",
                        "vcpus__contains=x",
                        "__=x",
                        "name__=x",
                        "projects=x")) {
            assertThat(flavors(query)).as(query).hasSize(4);
        }
        assertThat(select(Kind.COMPUTE_SERVICE, "type=network").total()).isEqualTo(2);
    }

    @Test
    void brokenValuesAreAllNamed() {
        assertThat(faults(Kind.FLAVOR, "vcpus=many&disk__lt=x&infiniband=perhaps&skip=-1"))
                .containsExactlyInAnyOrder(
                        "[query, vcpus]: type_error.integer",
                        "[query, disk__lt]: type_error.integer",
                        "[query, infiniband]: type_error.bool",
                        "[query, skip]: value_error.number.not_ge");
        assertThat(faults(Kind.SLA, "start_date=soon&end_date__gt=2024-13-01")).hasSize(2);
        assertThat(faults(Kind.IMAGE, "created_at=now"))
                .containsExactly("[query, created_at]: value_error.datetime");
        assertThat(faults(Kind.PROVIDER, "status=broken&type=vmware"))
                .containsExactlyInAnyOrder(
                        "[query, status]: type_error.enum", "[query, type]: type_error.enum");
        assertThat(faults(Kind.PROVIDER, "size=0&page=-1&limit=x&short=x&with_conn=x")).hasSize(5);
        assertThat(faults(Kind.REGION, "bandwidth_in=NaN")).hasSize(1);
        assertThat(faults(Kind.FLAVOR, "name__regex=("))
                .containsExactly("[query, name__regex]: value_error.regex");
        assertThat(faults(Kind.FLAVOR, "name__regex=(?=x)")).hasSize(1);
        assertThat(faults(Kind.USER_GROUP, "provider_status=broken&provider_type=x")).hasSize(2);
    }

    @Test
    void everyFormOfSortWorksOnEveryKindOfThing() {
        assertThat(flavors("sort=name"))
                .containsExactly("cldareapd.medium", "gpu.large", "large", "small");
        assertThat(flavors("sort=name_asc")).isEqualTo(flavors("sort=name"));
        assertThat(flavors("sort=-name")).isEqualTo(flavors("sort=name").reversed());
        assertThat(flavors("sort=name_desc")).isEqualTo(flavors("sort=-name"));
        assertThat(flavors("sort=-name_desc")).isEqualTo(flavors("sort=-name"));
        assertThat(flavors("sort=-name_asc")).as("a minus wins").isEqualTo(flavors("sort=-name"));
        assertThat(flavors("sort=vcpus"))
                .containsExactly("small", "cldareapd.medium", "large", "gpu.large");
        assertThat(flavors("sort=gpu_model").getFirst())
                .as("what has no value comes last")
                .isEqualTo("gpu.large");
        assertThat(flavors("sort=-gpu_model").getFirst()).isEqualTo("gpu.large");
        assertThat(names(Kind.IMAGE, "sort=created_at")).hasSize(3);
        assertThat(names(Kind.NETWORK, "sort=-mtu").getLast()).isEqualTo("astro-net");
        assertThat(faults(Kind.FLAVOR, "sort=colour"))
                .containsExactly("[query, sort]: value_error");
        assertThat(faults(Kind.IMAGE, "sort=tags")).hasSize(1);
    }

    @Test
    void thingsOfEqualValueAreOrderedByUidInTheSameDirection() {
        List<String> up = uids(Kind.PROJECT, "sort=description");
        assertThat(up).isSorted();
        assertThat(uids(Kind.PROJECT, "sort=-description")).isEqualTo(up.reversed());
        assertThat(uids(Kind.PROJECT, "sort=uid")).isEqualTo(up);
    }

    private static List<String> uids(Kind kind, String query) {
        return select(kind, query).nodes().stream().map(Node::uid).toList();
    }

    @Test
    void filtersSeeEverythingBeforePagesAreCut() {
        assertThat(flavors("sort=name&skip=1&limit=2")).containsExactly("gpu.large", "large");
        assertThat(flavors("sort=name&skip=3")).containsExactly("small");
        assertThat(flavors("sort=name&skip=9")).isEmpty();
        assertThat(flavors("limit=0")).isEmpty();
        assertThat(flavors("sort=name&size=3&page=1")).containsExactly("small");
        assertThat(flavors("sort=name&size=2"))
                .as("the first page is 0")
                .containsExactly("cldareapd.medium", "gpu.large");
        assertThat(flavors("sort=name&page=1")).as("without a size one page has all").hasSize(4);
        assertThat(flavors("sort=name&skip=1&limit=3&size=2&page=1")).containsExactly("small");
        assertThat(flavors("name__contains=large&size=1&page=1")).containsExactly("gpu.large");
        assertThat(flavors("sort=name&size=2147483647&page=2147483647")).isEmpty();
        assertThat(names(Kind.PROJECT, "region_name=RegionOne&limit=1&skip=1"))
                .containsExactly("bio");
    }

    @Test
    void moreThanTheBoundIsGivenInParts() {
        Selection first =
                V1Query.read(Kind.FLAVOR, parameters("sort=name&skip=1"), false)
                        .select(GRAPH.all(Kind.FLAVOR), null, 2);
        assertThat(first.nodes()).hasSize(2);
        assertThat(first.total()).isEqualTo(4);
        assertThat(first.rest()).contains(new Selection.Rest(3, 1));
        assertThat(select(Kind.FLAVOR, "size=2").rest())
                .as("a page that was asked for is no part")
                .isEmpty();
    }

    @Test
    void projectsAreFoundByWhatTheyAreRelatedTo() {
        String veneto =
                GRAPH.all(Kind.PROVIDER).stream()
                        .filter(it -> "VENETO".equals(it.value("name")))
                        .findFirst()
                        .orElseThrow()
                        .uid();
        String bio =
                GRAPH.all(Kind.USER_GROUP).stream()
                        .filter(it -> "bio".equals(it.value("name")))
                        .findFirst()
                        .orElseThrow()
                        .uid();
        assertThat(names(Kind.PROJECT, "provider_uid=" + veneto)).containsExactly("ASTRO", "BIO");
        assertThat(names(Kind.PROJECT, "provider_uid=%s&user_group_uid=%s".formatted(veneto, bio)))
                .containsExactly("BIO");
        assertThat(names(Kind.PROJECT, "region_name=regionOne")).containsExactly("ASTRO", "BIO");
        assertThat(names(Kind.PROJECT, "region_name=REGIONONE")).isEmpty();
        assertThat(
                        names(
                                Kind.PROJECT,
                                "identity_service_endpoint=https://keystone.elba.example:5000/v3/"))
                .containsExactly("astro", "bio");
        assertThat(
                        names(
                                Kind.PROJECT,
                                "region_name=RegionOne&identity_service_endpoint="
                                        + "https://keystone.veneto.example:5000/v3"))
                .as("both of one region")
                .isEmpty();
    }

    @Test
    void noGroupSlipsThroughTheFiltersOfItsProviders() {
        assertThat(names(Kind.USER_GROUP, "provider_status=active"))
                .containsExactly("astro", "bio");
        assertThat(names(Kind.USER_GROUP, "provider_status=maintenance")).isEmpty();
        assertThat(names(Kind.USER_GROUP, "provider_name=NOWHERE")).isEmpty();
        assertThat(names(Kind.USER_GROUP, "provider_type=kubernetes")).isEmpty();
        assertThat(names(Kind.USER_GROUP, "region_name=regionOne")).containsExactly("astro", "bio");
        assertThat(names(Kind.USER_GROUP, "provider_name=ELBA&region_name=regionOne")).isEmpty();
    }

    @Test
    void groupsShowTheProjectsThatWereAskedForOnly() {
        Narrowing narrowing =
                V1Query.read(Kind.USER_GROUP, parameters("provider_name=ELBA"), false).narrowing();
        assertThat(GRAPH.all(Kind.PROJECT).stream().filter(narrowing.projects()))
                .extracting(node -> node.value("name"))
                .containsExactly("astro", "bio");
    }
}
