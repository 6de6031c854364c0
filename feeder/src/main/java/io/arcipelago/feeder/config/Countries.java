package io.arcipelago.feeder.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The English short names of ISO 3166-1, in the form that {@code pycountry} gives them, because
 * clients of the registry compare with those.
 */
final class Countries {

    /** Where the names that the JDK knows differ from the standard's. */
    private static final Map<String, String> OTHERWISE =
            Map.ofEntries(
                    Map.entry("AG", "Antigua and Barbuda"),
                    Map.entry("BA", "Bosnia and Herzegovina"),
                    Map.entry("BL", "Saint Barthélemy"),
                    Map.entry("BN", "Brunei Darussalam"),
                    Map.entry("BO", "Bolivia, Plurinational State of"),
                    Map.entry("BQ", "Bonaire, Sint Eustatius and Saba"),
                    Map.entry("CC", "Cocos (Keeling) Islands"),
                    Map.entry("CD", "Congo, The Democratic Republic of the"),
                    Map.entry("CG", "Congo"),
                    Map.entry("CI", "Côte d'Ivoire"),
                    Map.entry("CV", "Cabo Verde"),
                    Map.entry("FK", "Falkland Islands (Malvinas)"),
                    Map.entry("FM", "Micronesia, Federated States of"),
                    Map.entry("GS", "South Georgia and the South Sandwich Islands"),
                    Map.entry("HK", "Hong Kong"),
                    Map.entry("HM", "Heard Island and McDonald Islands"),
                    Map.entry("IR", "Iran, Islamic Republic of"),
                    Map.entry("KN", "Saint Kitts and Nevis"),
                    Map.entry("KP", "Korea, Democratic People's Republic of"),
                    Map.entry("KR", "Korea, Republic of"),
                    Map.entry("LA", "Lao People's Democratic Republic"),
                    Map.entry("LC", "Saint Lucia"),
                    Map.entry("MD", "Moldova, Republic of"),
                    Map.entry("MF", "Saint Martin (French part)"),
                    Map.entry("MM", "Myanmar"),
                    Map.entry("MO", "Macao"),
                    Map.entry("PM", "Saint Pierre and Miquelon"),
                    Map.entry("PN", "Pitcairn"),
                    Map.entry("PS", "Palestine, State of"),
                    Map.entry("RU", "Russian Federation"),
                    Map.entry("SH", "Saint Helena, Ascension and Tristan da Cunha"),
                    Map.entry("SJ", "Svalbard and Jan Mayen"),
                    Map.entry("ST", "Sao Tome and Principe"),
                    Map.entry("SX", "Sint Maarten (Dutch part)"),
                    Map.entry("SY", "Syrian Arab Republic"),
                    Map.entry("TC", "Turks and Caicos Islands"),
                    Map.entry("TR", "Türkiye"),
                    Map.entry("TT", "Trinidad and Tobago"),
                    Map.entry("TW", "Taiwan, Province of China"),
                    Map.entry("TZ", "Tanzania, United Republic of"),
                    Map.entry("UM", "United States Minor Outlying Islands"),
                    Map.entry("VA", "Holy See (Vatican City State)"),
                    Map.entry("VC", "Saint Vincent and the Grenadines"),
                    Map.entry("VE", "Venezuela, Bolivarian Republic of"),
                    Map.entry("VG", "Virgin Islands, British"),
                    Map.entry("VI", "Virgin Islands, U.S."),
                    Map.entry("VN", "Viet Nam"),
                    Map.entry("WF", "Wallis and Futuna"));

    private static final Map<String, String> BY_OTHER_NAME = new LinkedHashMap<>();
    private static final Set<String> NAMES = names();

    private Countries() {}

    private static Set<String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            String common = country.getDisplayCountry(Locale.ENGLISH);
            String standard = OTHERWISE.getOrDefault(code, common);
            names.put(standard, code);
            for (String other : new String[] {common, code, country.getISO3Country()}) {
                BY_OTHER_NAME.put(folded(other), standard);
            }
            BY_OTHER_NAME.put(folded(standard), standard);
        }
        return Set.copyOf(names.keySet());
    }

    static boolean known(String name) {
        return NAMES.contains(name);
    }

    /** The standard's name of a country that is named otherwise, or nearly right. */
    static Optional<String> meant(String name) {
        return Optional.ofNullable(BY_OTHER_NAME.get(folded(name)))
                .or(() -> Spelling.nearest(name, NAMES));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
