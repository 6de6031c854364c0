package io.arcipelago.tests.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between our pages lead somewhere: to a file that exists and a heading that is there. */
class DocumentationLinksTest {

    private static final Pattern FENCED = Pattern.compile("(?ms)^(```|~~~).*?^\\1[^\\n]*$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern REFERENCE =
            Pattern.compile("(?m)^\\[[^\\]]+\\]:\\s*<?(\\S+?)>?\\s*$");
    private static final Pattern HTML_TARGET = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern HTML_ANCHOR = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*\\s*$");

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : links(page)) {
                if (isRelative(link) && !leadsSomewhere(page, link)) {
                    dead.add(Repository.name(page) + ": " + link);
                }
            }
        }

        assertThat(pages()).as("pages").isNotEmpty();
        assertThat(dead).as("dead links").isEmpty();
    }

    @Test
    void deadLinksAreNoticed() {
        Path readme = Repository.root().resolve("README.md");

        assertThat(leadsSomewhere(readme, "docs/no-such-page.md")).isFalse();
        assertThat(leadsSomewhere(readme, "CONTRIBUTING.md#no-such-heading")).isFalse();
        assertThat(leadsSomewhere(readme, "CONTRIBUTING.md#libraries")).isTrue();
    }

    private static List<Path> pages() {
        return Repository.files().stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    private static List<String> links(Path page) {
        String text = INLINE_CODE.matcher(withoutListings(page)).replaceAll("");
        List<String> links = new ArrayList<>();
        for (Pattern kind : List.of(LINK, REFERENCE, HTML_TARGET)) {
            Matcher matcher = kind.matcher(text);
            while (matcher.find()) {
                links.add(matcher.group(1));
            }
        }
        return links;
    }

    private static boolean isRelative(String link) {
        return !link.matches("(?i)[a-z][a-z0-9+.-]*:.*") && !link.startsWith("//");
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = URLDecoder.decode(link, StandardCharsets.UTF_8).split("#", 2);
        Path target = page.resolveSibling(parts[0]).normalize();
        if (parts[0].isEmpty()) {
            target = page;
        }
        if (!target.startsWith(Repository.root()) || !Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || !target.toString().endsWith(".md")
                || anchors(target).contains(parts[1].toLowerCase(Locale.ROOT));
    }

    /** The anchors that forges make of headings: lower case, hyphens, a number for a repetition. */
    private static Set<String> anchors(Path page) {
        String text = withoutListings(page);
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        Matcher heading = HEADING.matcher(text);
        while (heading.find()) {
            String anchor =
                    heading.group(1)
                            .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-');
            int repetition = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(repetition == 0 ? anchor : anchor + "-" + repetition);
        }
        Matcher explicit = HTML_ANCHOR.matcher(text);
        while (explicit.find()) {
            anchors.add(explicit.group(1).toLowerCase(Locale.ROOT));
        }
        return anchors;
    }

    private static String withoutListings(Path page) {
        return FENCED.matcher(Repository.text(page).orElseThrow()).replaceAll("");
    }
}
