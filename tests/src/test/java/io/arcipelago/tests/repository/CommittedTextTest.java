package io.arcipelago.tests.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is in the tree that belongs to one machine, to one person, or to nobody else's eyes. */
class CommittedTextTest {

    /** What must not stand anywhere, with a sample that shows that the pattern finds it. */
    record Forbidden(String what, Pattern pattern, boolean alsoInTests, String sample) {

        @Override
        public String toString() {
            return what;
        }
    }

    /** Users that cloud images come with, and placeholders: nobody's home. */
    private static final String IMAGE_USERS =
            "almalinux|centos|cloud-user|cloud|debian|example|jovyan|rocky|ubuntu|user";

    static List<Forbidden> forbidden() {
        // The samples are put together here so that this file does not contain them.
        return List.of(
                new Forbidden(
                        "private key",
                        Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*[A-Za-z0-9+/=]{20}"),
                        false,
                        "-----BEGIN " + "PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQ"),
                new Forbidden(
                        "signed token",
                        Pattern.compile("\\beyJ[\\w-]{15,}\\.eyJ[\\w-]{15,}\\.[\\w-]{20,}"),
                        false,
                        "ey"
                                + "JhbGciOiJIUzI1NiIsInR5.ey"
                                + "JzdWIiOiIxMjM0NTY3ODk.SflKxwRJSMeKKF2QT4fw"),
                new Forbidden(
                        "key of a cloud or forge account",
                        Pattern.compile(
                                "\\b(AKIA[0-9A-Z]{16}|gh[pousr]_\\w{36}|glpat-[\\w-]{20})\\b"),
                        true,
                        "AK" + "IA0123456789ABCDEF"),
                new Forbidden(
                        "home directory of one person",
                        Pattern.compile(
                                "(?<![\\w.$}*])/(?:home|Users)/(?!(?:"
                                        + IMAGE_USERS
                                        + ")\\b)[a-z][\\w-]*/"),
                        true,
                        "cd /ho" + "me/maria/arcipelago"),
                new Forbidden(
                        "download host in a lock file or build file",
                        Pattern.compile(
                                "\"resolved\": *\"http|distributionUrl *=|<(plugin)?[rR]epositories>"),
                        true,
                        "\"resol" + "ved\": \"https://registry.example/x.tgz\""));
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void isNotInTheTree(Forbidden forbidden) {
        Map<String, String> found = new TreeMap<>();
        for (Path file : Repository.files()) {
            String name = Repository.name(file);
            if (!forbidden.alsoInTests() && isTestFixture(name)) {
                continue;
            }
            Matcher matcher = forbidden.pattern().matcher(Repository.text(file).orElse(""));
            if (matcher.find()) {
                // The place is enough; a secret is not repeated in a report.
                found.put(name, "at character " + matcher.start());
            }
        }

        assertThat(found).as("files with a " + forbidden.what()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void wouldBeFound(Forbidden forbidden) {
        assertThat(forbidden.pattern().matcher(forbidden.sample()).find()).isTrue();
    }

    @Test
    void testsWaitForConditionsAndNotForTime() {
        String call = "Thread.sl" + "eep(";

        List<String> sleeping =
                Repository.files().stream()
                        .filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> Repository.name(file).contains("src/test/"))
                        .filter(file -> Repository.text(file).orElse("").contains(call))
                        .map(Repository::name)
                        .toList();

        assertThat(sleeping).as("tests that sleep").isEmpty();
    }

    @Test
    void filesAreOfAReadableLength() {
        List<String> tooLong =
                Repository.files().stream()
                        .filter(file -> file.toString().matches(".*\\.(java|ts|tsx|sh)"))
                        .filter(file -> Repository.text(file).orElse("").lines().count() > 500)
                        .map(Repository::name)
                        .toList();

        assertThat(tooLong).as("source files of more than 500 lines").isEmpty();
    }

    private static boolean isTestFixture(String name) {
        return name.contains("src/test/");
    }
}
