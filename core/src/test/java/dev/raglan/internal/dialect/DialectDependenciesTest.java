package dev.raglan.internal.dialect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The built-in dialects use what an application's dialect can use, and nothing else. */
class DialectDependenciesTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.raglan");

  @Test
  void builtInDialectsUseTheSpiAlone() {
    classes()
        .that()
        .resideInAPackage("dev.raglan.internal.dialect")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.opentelemetry.api.common",
            "dev.raglan.spi",
            "dev.raglan.model",
            "dev.raglan.annotation",
            "dev.raglan.semconv",
            "dev.raglan.internal.dialect")
        .check(CORE);
  }

  @Test
  void theRendererSeesNoDialect() {
    noClasses()
        .that()
        .resideInAPackage("dev.raglan.internal.render")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.raglan.internal.dialect")
        .check(CORE);
  }
}
