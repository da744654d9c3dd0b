package dev.raglan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.raglan.spi.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directions of dependencies, and the size of packages. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.raglan");

  private static final String INTERNAL = "dev.raglan.internal..";

  private static final List<String> API =
      List.of("annotation", "model", "semconv", "trace", "export", "client", "spi", "reactor");

  /** The packages of core in one direction: each may see those above it. */
  private static final List<String> ORDER =
      List.of(
          "internal.safe",
          "internal.ambient",
          "model",
          "annotation",
          "semconv",
          "trace",
          "spi",
          "export",
          "client",
          "reactor",
          "internal.text",
          "internal.span",
          "internal.transport",
          "internal.spool",
          "internal.redact",
          "internal.foreign",
          "internal.type",
          "internal.json",
          "internal.capture",
          "internal.read",
          "internal.lazy",
          "internal.message",
          "internal.chat",
          "internal.render",
          "internal.pricing",
          "internal.dialect",
          "internal.delivery",
          "internal.otlp",
          "internal.treelog",
          "internal.service",
          "internal.service.spansapi",
          "internal.service.athina",
          "internal.service.lastmile",
          "internal.service.scale",
          "internal.service.adaline",
          "internal.context",
          "internal.record",
          "internal.agent",
          "internal.framework",
          "internal.result",
          "internal.event",
          "internal.facade",
          "internal.invoke",
          "internal.library.stainless",
          "internal.library.micrometer",
          "internal.library.brave",
          "internal.library.springai",
          "internal.library.langchain4j",
          "internal.library.guava",
          "internal.library.httpclient",
          "internal.library.kotlin",
          "internal.library.mutiny",
          "internal.library.reactor",
          "internal.library.rxjava",
          "internal.library.springmvc",
          "internal.library.grpc",
          "internal.library.vertx",
          "internal.library",
          "");

  private static String inCore(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("dev.raglan") ? "" : name.substring("dev.raglan.".length());
  }

  private static Stream<JavaClass> topLevel() {
    return CORE.stream().filter(JavaClass::isTopLevelClass);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> packages = CORE.stream().map(ArchitectureTest::inCore).collect(Collectors.toSet());
    assertThat(ORDER).containsExactlyInAnyOrderElementsOf(packages);
  }

  /** A target opens the engine's exporter itself; its signatures are checked like all others. */
  @Test
  void dependenciesRunOneWay() {
    Set<String> against = new TreeSet<>();
    for (JavaClass type : CORE) {
      String from = inCore(type);
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith("dev.raglan"))
          .map(ArchitectureTest::inCore)
          .filter(to -> ORDER.indexOf(to) > ORDER.indexOf(from))
          .filter(
              to ->
                  !(from.equals("export")
                      && to.matches("internal\\.(otlp|treelog|transport|service.*)")))
          .forEach(to -> against.add(type.getSimpleName() + " in " + from + " sees " + to));
    }
    assertThat(against).isEmpty();
  }

  @Test
  void noTwoPackagesImportEachOther() {
    slices().matching("dev.raglan.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void theApiImportsNothingOfTheEngine() {
    String[] packages =
        API.stream()
            .filter(each -> !each.equals("export"))
            .map(each -> "dev.raglan." + each)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERNAL)
        .check(CORE);
  }

  @Test
  void noSignatureOfTheApiNamesTheEngine() {
    Set<String> named = new TreeSet<>();
    for (JavaClass type : CORE) {
      if (!type.getPackageName().startsWith("dev.raglan.internal") && isOpen(type)) {
        Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream())
            .filter(resideInAPackage(INTERNAL))
            .forEach(each -> named.add(type.getName() + " is a " + each.getName()));
        type.getMembers().stream()
            .filter(ArchitectureTest::isOpen)
            .filter(member -> signature(member).anyMatch(resideInAPackage(INTERNAL)))
            .forEach(member -> named.add(member.getFullName()));
      }
    }
    assertThat(named).isEmpty();
  }

  private static boolean isOpen(JavaClass type) {
    Set<JavaModifier> modifiers = type.getModifiers();
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isOpen(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> signature(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.concat(
          unit.getReturnType().getAllInvolvedRawTypes().stream(),
          unit.getParameterTypes().stream().flatMap(p -> p.getAllInvolvedRawTypes().stream()));
    }
    return ((JavaField) member).getType().getAllInvolvedRawTypes().stream();
  }

  @Test
  void aPackageHasAtMost25Types() {
    Map<String, Long> sizes =
        topLevel()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(25));
  }

  @Test
  void aSimpleNameIsGivenOnce() {
    Map<String, Set<String>> byName =
        topLevel()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getName, Collectors.toSet())));
    assertThat(byName).allSatisfy((name, types) -> assertThat(types).hasSize(1));
  }

  @Test
  void nothingInCoreKnowsAWeaver() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.raglan.internal.library.springai", "dev.raglan.internal.library.springmvc")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.aspectj..", "org.springframework..")
        .check(CORE);
  }

  @ParameterizedTest(name = "{1} is touched only by {0}")
  @CsvSource({
    "internal.library.stainless,   com.openai..",
    "internal.library.stainless,   com.anthropic..",
    "internal.library.springai,    org.springframework.ai..",
    "internal.library.springmvc,   org.springframework.web..",
    "internal.library.guava,       com.google..",
    "internal.library.mutiny,      io.smallrye..",
    "internal.library.rxjava,      io.reactivex..",
    "internal.library.kotlin,      kotlinx..",
    "internal.library.vertx,       io.vertx..",
    "internal.library.grpc,        io.grpc..",
    "internal.library.langchain4j, dev.langchain4j..",
    "internal.pricing,             com.knuddels.jtokkit..",
    "internal.otlp,                com.github.luben..",
  })
  void aLibraryIsTouchedByOnePackage(String name, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.raglan." + name)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CORE);
  }

  @ParameterizedTest(name = "{1} alone touches {0}")
  @CsvSource({
    "java.util.concurrent.CompletionException, internal\\.safe\\.CompletionFailure",
    "io.opentelemetry.sdk.trace.SpanLimits,"
        + " internal\\.(record\\.(Standalone|External)Pipeline|span\\..+)",
  })
  void aDecisionHasOneHome(String touched, String home) {
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.raglan\\." + home + "(\\$.+)?")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(touched)
        .check(CORE);
  }

  @Test
  void everyBuiltInDialectStandsWithTheOthers() {
    classes()
        .that()
        .implement(Dialect.class)
        .should()
        .resideInAPackage("dev.raglan.internal.dialect")
        .check(CORE);
  }

  @Test
  void reactorIsTouchedOnlyByThePackagesThatServeIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.raglan.reactor",
            "dev.raglan.internal.framework",
            "dev.raglan.internal.library.reactor",
            "dev.raglan.internal.library.micrometer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("reactor..")
        .check(CORE);
  }

  @Test
  void everyTypeIsFoundByItsName() {
    classes()
        .that(resideInAnyPackage("dev.raglan.."))
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)$")
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
