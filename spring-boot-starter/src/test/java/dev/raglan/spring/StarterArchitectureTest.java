package dev.raglan.spring;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.context.ContextRegistry;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directions between the packages of the starter, their sizes, and what they show. */
class StarterArchitectureTest {

  private static final int MOST_TYPES = 25;

  private static final JavaClasses STARTER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/generated-"))
          .importPackagesOf(RaglanAutoConfiguration.class)
          .that(resideInAPackage("dev.raglan.spring.."));

  @ParameterizedTest(name = "{0} sees only {1}")
  @CsvSource({
    "properties,           ''",
    "internal.config,      properties",
    "internal.annotation,  ''",
    "internal.bean,        internal.annotation",
    "internal.subclass,    ''",
    "internal.advice,      internal.bean internal.subclass",
    "internal.observation, ''",
    "internal.web,         properties internal.config internal.observation",
  })
  void aPackageSeesOnlyWhatItMay(String name, String mayBeSeen) {
    String[] seen =
        Stream.concat(Stream.of(name), Stream.of(mayBeSeen.split(" ")))
            .filter(each -> !each.isBlank())
            .map(each -> "dev.raglan.spring." + each)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("dev.raglan.spring." + name)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.raglan.spring..").or(resideInAnyPackage(seen)))
        .check(STARTER);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.raglan.(**)").should().beFreeOfCycles().check(STARTER);
  }

  @Test
  void theAutoConfigurationIsSeenByNobody() {
    noClasses()
        .that()
        .resideInAPackage("dev.raglan.spring.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.raglan.spring")
        .check(STARTER);
  }

  /** Before context-propagation 1.2.1 there is no such method that takes any key. */
  @Test
  void theContextAccessorIsRemovedAsEveryVersionAllows() {
    noClasses()
        .should()
        .callMethod(ContextRegistry.class, "removeThreadLocalAccessor", Object.class)
        .check(STARTER);
  }

  @Test
  void noInternalTypeIsShownToApplications() {
    assertThat(
            STARTER.stream()
                .filter(type -> !type.getPackageName().contains(".internal"))
                .filter(StarterArchitectureTest::isVisible)
                .flatMap(type -> type.getMembers().stream())
                .filter(StarterArchitectureTest::isVisible)
                .filter(StarterArchitectureTest::namesInternals)
                .map(JavaMember::getFullName))
        .isEmpty();
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static boolean namesInternals(JavaMember member) {
    return member.getAllInvolvedRawTypes().stream()
        .anyMatch(type -> type.getPackageName().contains(".internal"));
  }

  @Test
  void noPackageHasMoreTypesThanAReaderKeepsInMind() {
    Map<String, Set<String>> types =
        STARTER.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName,
                    Collectors.mapping(JavaClass::getSimpleName, Collectors.toSet())));
    assertThat(types)
        .isNotEmpty()
        .allSatisfy((name, found) -> assertThat(found).hasSizeLessThanOrEqualTo(MOST_TYPES));
  }
}
