package io.arcipelago.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The house plan's boundaries (docs/architecture.md, section 1), checked on the compiled classes.
 */
class ArchitectureTest {

    private static final String ROOT = "io.arcipelago.";

    private static final Set<String> PLATFORM = Set.of("platform", "contracts");
    private static final Set<String> PLATFORM_AND_CLOUDS =
            Set.of("platform", "contracts", "openstack");

    /** Every module with the modules it may use. A new module needs a line here and in the plan. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("platform", Set.of()),
                    Map.entry("contracts", Set.of()),
                    Map.entry("tosca", Set.of()),
                    Map.entry("openstack", Set.of()),
                    Map.entry("catalogue", Set.of()),
                    Map.entry("site", Set.of()),
                    Map.entry("dashboard", Set.of()),
                    Map.entry("identity", PLATFORM),
                    Map.entry("registry", PLATFORM),
                    Map.entry("feeder", PLATFORM_AND_CLOUDS),
                    Map.entry("federation", PLATFORM_AND_CLOUDS),
                    Map.entry(
                            "orchestrator", Set.of("platform", "contracts", "tosca", "openstack")),
                    Map.entry("ranker", PLATFORM),
                    Map.entry("storage", Set.of("contracts")),
                    Map.entry("datalake", PLATFORM),
                    Map.entry("offload", PLATFORM),
                    Map.entry("checks", PLATFORM),
                    Map.entry("cli", Set.of("contracts")));

    /** Packages are features; these names are layers or attics. */
    private static final Set<String> LAYER_NAMES =
            Set.of(
                    "common",
                    "controller",
                    "controllers",
                    "dao",
                    "dto",
                    "helper",
                    "helpers",
                    "impl",
                    "misc",
                    "model",
                    "models",
                    "service",
                    "services",
                    "util",
                    "utils");

    /** Of {@code platform}: the machinery that makes a service of a module, a feature by itself. */
    private static final String SERVICE_MACHINERY = "io.arcipelago.platform.service";

    private static JavaClasses production;

    @BeforeAll
    static void readTheClasses() {
        production =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.arcipelago");
    }

    static Set<String> modules() {
        return new TreeSet<>(MAY_USE.keySet());
    }

    @Test
    void everyModuleHasAPlaceInThePlan() {
        Set<String> found =
                production.stream()
                        .map(ArchitectureTest::moduleOf)
                        .filter(module -> !module.equals("app"))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).contains("platform");
        assertThat(modules()).containsAll(found);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleUsesOnlyWhatThePlanAllows(String module) {
        Set<String> allowed = MAY_USE.getOrDefault(module, Set.of());
        DescribedPredicate<JavaClass> foreign =
                describe(
                        "of another module than " + allowed,
                        type ->
                                type.getPackageName().startsWith(ROOT)
                                        && !moduleOf(type).equals(module)
                                        && !allowed.contains(moduleOf(type)));

        noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat(foreign)
                .because("services call each other through contracts, over HTTP")
                .allowEmptyShould(true)
                .check(production);
    }

    @Test
    void librariesAndTheSiteAreFreeOfSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.arcipelago.tosca..",
                        "io.arcipelago.openstack..",
                        "io.arcipelago.site..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .because("they are used and tested without a container")
                .allowEmptyShould(true)
                .check(production);
    }

    @Test
    void onlyJacksonThreeIsUsed() {
        DescribedPredicate<JavaClass> jacksonTwo =
                resideInAPackage("com.fasterxml.jackson..")
                        .and(
                                // Jackson 3 kept the package of the annotations.
                                DescribedPredicate.not(
                                        resideInAPackage("com.fasterxml.jackson.annotation..")));

        noClasses()
                .should()
                .dependOnClassesThat(jacksonTwo)
                .because("two Jacksons read the same JSON differently; ours is tools.jackson")
                .check(production);
    }

    @Test
    void collaboratorsComeThroughTheConstructor() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(production);
    }

    @Test
    void loggingGoesThroughSlf4j() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(production);
    }

    @Test
    void onlyProgramsPrintToTheTerminal() {
        DescribedPredicate<JavaClass> program =
                describe(
                        "with a main method",
                        type ->
                                type.getMethods().stream()
                                        .anyMatch(method ->
                                                method.getName().equals("main")
                                                        && method.getRawReturnType()
                                                                .isEquivalentTo(void.class)));

        noClasses()
                .that()
                .resideOutsideOfPackage("io.arcipelago.cli..")
                .and(DescribedPredicate.not(program))
                .should(ACCESS_STANDARD_STREAMS)
                .because("a service logs")
                .check(production);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (String name : packages()) {
            if (!isNullMarked(name)) {
                unmarked.add(name);
            }
        }

        assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
    }

    @Test
    void packagesAreFeaturesAndNotLayers() {
        Set<String> layers =
                packages().stream()
                        .filter(name -> !name.startsWith(SERVICE_MACHINERY))
                        .filter(name ->
                                Arrays.stream(name.split("\\.")).anyMatch(LAYER_NAMES::contains))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(layers).as("packages named after a layer").isEmpty();
    }

    private static Set<String> packages() {
        return production.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info")
                    .isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException noPackageInfo) {
            return false;
        }
    }

    /** {@code orchestrator} of {@code io.arcipelago.orchestrator.deployment.Plan}. */
    private static String moduleOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
    }
}
