package io.arcipelago.tosca.yaml;

import io.arcipelago.tosca.Position;
import io.arcipelago.tosca.Problems;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a tree with positions and raw scalars.
 *
 * <p>Duplicate keys, recursive anchors, tags of other applications and files beyond the limits are
 * errors. Limits count what aliases expand to, so a "YAML bomb" of a few hundred bytes is refused
 * before it costs anything.
 */
public final class YamlReader {

    /** Longest file, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 2_000_000;

    /** Deepest nesting, aliases expanded. */
    public static final int MAX_DEPTH = 64;

    /** Most values in one file, aliases expanded. */
    public static final int MAX_NODES = 200_000;

    private YamlReader() {}

    /** Empty when the text has an error that hides its structure; the reason is in problems. */
    public static Optional<YamlNode> read(String text, String source, Problems problems) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(source).setCodePointLimit(MAX_CODE_POINTS).build();
        try {
            if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
                throw new YamlRefusal(
                        "yaml.too-large",
                        new Position(source, 1, 1),
                        "",
                        "The file has more than "
                                + MAX_CODE_POINTS
                                + " characters; split it into imports");
            }
            return new YamlTreeBuilder(
                            new Parse(settings).parseString(text).iterator(), source, problems)
                    .document();
        } catch (YamlRefusal refusal) {
            problems.error(refusal.code, refusal.position, refusal.path, refusal.message());
        } catch (MarkedYamlEngineException e) {
            problems.error("yaml.syntax", position(e.getProblemMark(), source), "", describe(e));
        } catch (YamlEngineException e) {
            problems.error(
                    "yaml.syntax",
                    new Position(source, 1, 1),
                    "",
                    "Not readable as YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    static Position position(Optional<Mark> mark, String source) {
        return mark.map(m -> new Position(source, m.getLine() + 1, m.getColumn() + 1))
                .orElse(new Position(source, 1, 1));
    }

    private static String describe(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return "Not readable as YAML: " + context + e.getProblem();
    }
}
