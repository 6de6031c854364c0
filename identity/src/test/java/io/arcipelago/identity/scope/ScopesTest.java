package io.arcipelago.identity.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    @ParameterizedTest
    @CsvSource({
        "storage.read:/, storage.read:/",
        "storage.read:/, storage.read:/a/b",
        "storage.read:/a, storage.read:/a",
        "storage.read:/a, storage.read:/a/",
        "storage.read:/a, storage.read:/a/b",
        "storage.read:/a/, storage.read:/a/b",
        "storage.read:/a, storage.read:/%61/b",
        "storage.read:/%61, storage.read:/a",
        "storage.read:/a%20b, storage.read:/a%20b/c",
        "wlcg.groups:/a, wlcg.groups",
        "deployments:read, deployments:read"
    })
    void scopeCoversWhatIsBelowIt(String granted, String asked) {
        assertThat(Scopes.granted(Set.of(granted), asked)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "storage.read:/a, storage.read:/ab",
        "storage.read:/a, storage.read:/",
        "storage.read:/a/b, storage.read:/a",
        "storage.read:/a/, storage.read:/a",
        "storage.read:/a.c, storage.read:/abc",
        "storage.read:/a, storage.modify:/a",
        "storage.modify:/a, storage.read:/a",
        "storage.stage:/a, storage.read:/a",
        "storage.read:/a, storage.read:/a/../b",
        "storage.read:/a, storage.read:/a/%2e%2e/b",
        "storage.read:/a, storage.read:/a%2Fb",
        "storage.read:/a, storage.read:/A",
        "storage.read, storage.read:/a",
        "wlcg.groups, wlcg.groups:/a",
        "wlcg.groups:/a, wlcg.groups:/a/b",
        "deployments:read, deployments:write"
    })
    void scopeCoversNothingElse(String granted, String asked) {
        assertThat(Scopes.granted(Set.of(granted), asked)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage.read",
                "storage.read:",
                "storage.read:a",
                "storage.read:/a//b",
                "storage.read:/a/./b",
                "storage.read:/..",
                "storage.read:/a/%2E%2e",
                "storage.read:/a%2fb",
                "storage.read:/a%",
                "storage.read:/a%4",
                "storage.read:/a%zz",
                "storage.read:/%ff",
                "storage.read:/a%00",
                "wlcg.groups:",
                "wlcg.groups:a",
                "wlcg.groups:/",
                "wlcg.groups:/a/",
                "wlcg.groups:/-a",
                "wlcg.groups:/a/../b"
            })
    void malformedScopeIsNamed(String scope) {
        assertThat(Scopes.fault(List.of("openid", scope)))
                .hasValueSatisfying(fault -> assertThat(fault).contains(scope));
    }

    @Test
    void oversizedRequestsAreRefused() {
        assertThat(Scopes.fault(List.of("x".repeat(513)))).isPresent();
        assertThat(Scopes.fault(Collections.nCopies(101, "openid"))).isPresent();
        assertThat(Scopes.fault(List.of("storage.read:/" + "a/".repeat(200)))).isEmpty();
    }

    @Test
    void faultHoldsNoCharacterThatAnErrorMayNotHold() {
        assertThat(Scopes.fault(List.of("storage.read:\"é\n")))
                .hasValueSatisfying(
                        fault -> assertThat(fault).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*"));
    }

    @Test
    void registrationForGroupsAllowsToAskForEachByName() {
        assertThat(Scopes.registered(Set.of("wlcg.groups"), "wlcg.groups:/a/b")).isTrue();
        assertThat(Scopes.registered(Set.of("openid"), "wlcg.groups:/a/b")).isFalse();
    }

    @Test
    void groupsComeInTheOrderAskedForEachOnceAndOptionalOnesByNameOnly() {
        List<String> member = List.of("vo", "vo/b", "vo/a", "vo/opt");
        Set<String> optional = Set.of("vo/opt");
        assertThat(GroupScope.select(List.of("openid"), member, optional)).isEmpty();
        assertThat(GroupScope.select(List.of("wlcg.groups"), member, optional))
                .containsExactly("/vo", "/vo/a", "/vo/b");
        assertThat(GroupScope.select(List.of("wlcg.groups:/vo/b"), member, optional))
                .containsExactly("/vo/b", "/vo", "/vo/a");
        assertThat(
                        GroupScope.select(
                                List.of("wlcg.groups:/vo/opt", "wlcg.groups:/vo/b", "wlcg.groups"),
                                member,
                                optional))
                .containsExactly("/vo/opt", "/vo/b", "/vo", "/vo/a");
        assertThat(
                        GroupScope.select(
                                List.of("wlcg.groups", "wlcg.groups:/vo/opt"), member, optional))
                .containsExactly("/vo", "/vo/a", "/vo/b", "/vo/opt");
        assertThat(GroupScope.select(List.of("wlcg.groups:/other"), member, optional))
                .containsExactly("/vo", "/vo/a", "/vo/b");
        assertThat(GroupScope.select(List.of("wlcg.groups:/vo/a"), List.of("vo/a/sub"), Set.of()))
                .containsExactly("/vo/a/sub");
    }
}
