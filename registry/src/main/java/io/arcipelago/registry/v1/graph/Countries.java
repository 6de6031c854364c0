package io.arcipelago.registry.v1.graph;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The countries of ISO 3166-1 by their English short names. */
public final class Countries {

    /** Where the standard's short name is not what people write. */
    private static final Map<String, String> SHORT_NAMES =
            Map.ofEntries(
                    Map.entry("Bolivia, Plurinational State of", "BO"),
                    Map.entry("Bonaire, Sint Eustatius and Saba", "BQ"),
                    Map.entry("Brunei Darussalam", "BN"),
                    Map.entry("Cabo Verde", "CV"),
                    Map.entry("Congo", "CG"),
                    Map.entry("Congo, The Democratic Republic of the", "CD"),
                    Map.entry("Côte d'Ivoire", "CI"),
                    Map.entry("Falkland Islands (Malvinas)", "FK"),
                    Map.entry("Heard Island and McDonald Islands", "HM"),
                    Map.entry("Holy See (Vatican City State)", "VA"),
                    Map.entry("Hong Kong", "HK"),
                    Map.entry("Iran, Islamic Republic of", "IR"),
                    Map.entry("Korea, Democratic People's Republic of", "KP"),
                    Map.entry("Korea, Republic of", "KR"),
                    Map.entry("Lao People's Democratic Republic", "LA"),
                    Map.entry("Macao", "MO"),
                    Map.entry("Micronesia, Federated States of", "FM"),
                    Map.entry("Moldova, Republic of", "MD"),
                    Map.entry("Myanmar", "MM"),
                    Map.entry("Palestine, State of", "PS"),
                    Map.entry("Russian Federation", "RU"),
                    Map.entry("Saint Helena, Ascension and Tristan da Cunha", "SH"),
                    Map.entry("Saint Martin (French part)", "MF"),
                    Map.entry("Sint Maarten (Dutch part)", "SX"),
                    Map.entry("Syrian Arab Republic", "SY"),
                    Map.entry("Taiwan, Province of China", "TW"),
                    Map.entry("Tanzania, United Republic of", "TZ"),
                    Map.entry("Türkiye", "TR"),
                    Map.entry("United States Minor Outlying Islands", "UM"),
                    Map.entry("Venezuela, Bolivarian Republic of", "VE"),
                    Map.entry("Viet Nam", "VN"),
                    Map.entry("Virgin Islands, British", "VG"),
                    Map.entry("Virgin Islands, U.S.", "VI"));

    private static final Map<String, String> ALPHA_3 = alpha3ByName();

    private Countries() {}

    private static Map<String, String> alpha3ByName() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            String name = country.getDisplayCountry(Locale.ENGLISH);
            codes.put(name, country.getISO3Country());
            codes.put(plain(name), country.getISO3Country());
        }
        SHORT_NAMES.forEach((name, code) -> codes.put(name, Locale.of("", code).getISO3Country()));
        return Map.copyOf(codes);
    }

    private static String plain(String name) {
        return name.replace("&", "and").replace("St. ", "Saint ").replace('\u2019', '\'');
    }

    /** The three letters of a country, or empty if no country is called so. */
    public static Optional<String> alpha3(String name) {
        return Optional.ofNullable(ALPHA_3.get(name));
    }
}
