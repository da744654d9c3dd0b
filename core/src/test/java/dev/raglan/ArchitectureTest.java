package dev.raglan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may import whom. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.raglan");

  private static final String[] OPTIONAL = {
    "com.openai..",
    "com.anthropic..",
    "org.springframework..",
    "dev.langchain4j..",
    "com.knuddels..",
    "kotlin..",
  };

  @ParameterizedTest(name = "{0} sees only {1}")
  @CsvSource({
    "model,      ''",
    "annotation, model",
    "semconv,    model",
    "internal,   ''",
    "json,       annotation internal",
    "capture,    annotation model semconv json internal",
    "extract,    annotation model semconv json capture internal",
    "pricing,    model json internal",
    "render,     annotation model semconv json capture internal",
    "export,     model semconv json render internal",
    "trace,      annotation model semconv json capture extract pricing render export internal",
    "invoke,     annotation model semconv json capture extract render trace internal",
  })
  void aPackageSeesOnlyWhatItMay(String name, String mayBeSeen) {
    String[] seen =
        Stream.concat(Stream.of(name), Arrays.stream(mayBeSeen.split(" ")))
            .filter(each -> !each.isBlank())
            .map(each -> "dev.raglan." + each + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("dev.raglan." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.raglan..").or(resideInAnyPackage(seen)))
        .check(CORE);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.raglan.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void nothingInCoreKnowsAWeaver() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("SpringAi")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.aspectj..", "org.springframework..")
        .check(CORE);
  }

  @Test
  void optionalLibrariesAreTouchedOnlyByTheClassesThatServeThem() {
    noClasses()
        .that()
        .haveSimpleNameNotContaining("Mono")
        .and()
        .haveSimpleNameNotContaining("Flux")
        .and()
        .doNotHaveSimpleName("TracedSubscriber")
        .and()
        .doNotHaveSimpleName("ReactiveContext")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("reactor..")
        .check(CORE);
    noClasses()
        .that()
        .doNotHaveSimpleName("OtlpExporters")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry.exporter..")
        .check(CORE);
  }

  @ParameterizedTest(name = "{1} is touched only by {0}")
  @CsvSource({
    "OpenAiJava,    com.openai..",
    "AnthropicJava, com.anthropic..",
    "SpringAi,      org.springframework.ai..",
    "LangChain4j,   dev.langchain4j..",
    "JtokkitTokens, com.knuddels.jtokkit..",
  })
  void aLibraryThatIsReadIsTouchedOnlyByTheClassesNamedAfterIt(String name, String library) {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith(name)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CORE);
    classes()
        .that()
        .haveSimpleNameStartingWith(name)
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackages(OPTIONAL).or(resideInAPackage(library)))
        .check(CORE);
  }

  @Test
  void everyTypeIsFoundByItsName() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CORE);
  }

  @Test
  void nothingIsPrintedAndNoLoggerButSlf4jIsUsed() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CORE);
  }
}
