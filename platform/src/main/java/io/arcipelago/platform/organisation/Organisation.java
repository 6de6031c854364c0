package io.arcipelago.platform.organisation;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose people use this process, {@code arcipelago.organisation.*}.
 *
 * @param id tells the organisations of one installation apart, in names of databases, cookies and
 *     providers
 * @param name as people read it, on every page and in mails
 * @param colour the colour of buttons and links, {@code #rrggbb}; blank: the product's
 * @param logo a file with an SVG or PNG picture; blank: the product's
 */
@ConfigurationProperties("arcipelago.organisation")
public record Organisation(
        @DefaultValue(Organisation.FIRST) String id,
        @DefaultValue("Arcipelago") String name,
        @DefaultValue("") String colour,
        @DefaultValue("") String logo) {

    /** The id of the organisation that an installation has when none is configured. */
    public static final String FIRST = "arcipelago";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final int LONGEST_NAME = 64;

    public Organisation {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "arcipelago.organisation.id is '%s'; it must begin with a lower-case letter and"
                                    .formatted(id)
                            + " go on with at most 30 of a-z, 0-9 and _");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "arcipelago.organisation.name has %d characters; give 1 to %d"
                            .formatted(name.length(), LONGEST_NAME));
        }
    }

    /** This name with the organisation's id behind it, unless it is the first organisation. */
    public String own(String thing) {
        return id.equals(FIRST) ? thing : thing + "-" + id;
    }
}
