package io.arcipelago.site.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.site.driver.SiteDriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxNamesTest {

    @Test
    void interfaceNamesFitTheKernelAndTellInstanceAndSite() {
        SandboxNames elba = SandboxNames.of("8800", "ELBA");
        SandboxNames ischia = SandboxNames.of("8800", "ISCHIA");
        SandboxNames other = SandboxNames.of("8900", "ELBA");

        assertThat(elba.externalInterface("6c8f1a52-2b6d-4a77-8a10-5a2f7a9f5f4e")).hasSize(15);
        assertThat(elba.tag())
                .startsWith(SandboxNames.instancePrefix("8800"))
                .isNotEqualTo(ischia.tag());
        assertThat(ischia.tag()).startsWith(SandboxNames.instancePrefix("8800"));
        assertThat(other.tag()).doesNotStartWith(SandboxNames.instancePrefix("8800"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../up", "a/b", "a b", "-flag"})
    void idThatCouldLeadElsewhereIsRefused(String id) {
        assertThatThrownBy(() -> SandboxNames.checkedId("volume", id))
                .isInstanceOf(SiteDriverException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, 10.0.0.128/25, true",
        "10.0.0.0/24, 10.0.1.0/24, false",
        "0.0.0.0/0, 192.0.2.1, true"
    })
    void subnetsOverlapWhenTheShorterPrefixAgrees(String one, String other, boolean expected) {
        assertThat(Ipv4Subnet.parse(one).overlaps(Ipv4Subnet.parse(other))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.1/24 dev lo", "a"})
    void textThatIsNoSubnetIsRefused(String text) {
        assertThatThrownBy(() -> Ipv4Subnet.parse(text)).isInstanceOf(SiteDriverException.class);
    }

    @Test
    void nameServersOnLoopbackAreLeftOut() {
        assertThat(
                        Resolver.usable(
                                """
                                # made by something
                                nameserver 127.0.0.53
                                nameserver 192.0.2.53
                                search example.org
                                """))
                .isEqualTo("nameserver 192.0.2.53\nsearch example.org\n");
    }
}
