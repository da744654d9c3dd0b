package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The internal packages of core that each other module enters. */
class DoorsTest {

  private static final String INTERNAL = "dev.raglan.internal.";

  @ParameterizedTest(name = "{0} enters core through {1}")
  @CsvSource({
    "aspectj, invoke safe",
    "spring,  ambient framework invoke safe",
    "kafka,   otlp transport",
  })
  void entersThroughItsDoorsAlone(String module, String doors) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.raglan." + module);
    Set<String> entered =
        classes.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
            .filter(name -> name.startsWith(INTERNAL))
            .map(name -> name.substring(INTERNAL.length()))
            .collect(Collectors.toSet());
    assertThat(entered).containsExactlyInAnyOrder(doors.split(" "));
  }
}
