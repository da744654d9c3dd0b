package dev.raglan.docs;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the types of the main sources are named and put into packages. */
class LayoutTest {

  private static final int MOST_TYPES = 25;
  private static final String INTERNAL = "dev.raglan.internal";

  private static final Pattern OPEN_TELEMETRY =
      Pattern.compile("opentelemetry-(api|context|common|sdk-common|sdk-trace)-[\\d.]+\\.jar");

  @Test
  void noPackageHasMoreThan25Types() {
    Map<String, Integer> large = new TreeMap<>();
    Sources.all().stream()
        .collect(groupingBy(source -> source.folder() + " " + source.packageName()))
        .forEach(
            (name, sources) -> {
              int types = sources.stream().mapToInt(source -> source.topLevelTypes().size()).sum();
              if (types > MOST_TYPES) {
                large.put(name, types);
              }
            });
    assertThat(large).isEmpty();
  }

  @Test
  void noTwoTypesOfCoreHaveTheSameSimpleName() {
    Map<String, List<String>> homes = new TreeMap<>();
    for (Sources.Source source : Sources.of("core")) {
      for (String type : source.topLevelTypes()) {
        homes.merge(type, List.of(source.packageName()), LayoutTest::concatenated);
      }
    }
    homes.values().removeIf(packages -> packages.size() == 1);
    assertThat(homes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "aspectj", "extensions/kafka", "spring-boot-starter"})
  void noTypeIsNamedAsOneOfOpenTelemetry(String module) throws Exception {
    Set<String> taken = openTelemetryTypes();
    assertThat(taken).contains("Span", "Context", "SpanProcessor", "Resource", "SdkTracerProvider");
    assertThat(Sources.of(module))
        .isNotEmpty()
        .flatMap(Sources.Source::topLevelTypes)
        .filteredOn(taken::contains)
        .isEmpty();
  }

  /** As an application has to; {@link JavaSnippetsTest} asks the same of snippets. */
  @Test
  void noSampleNamesTheEngine() {
    assertThat(Sources.all())
        .filteredOn(source -> source.folder().startsWith("samples/"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.text()).doesNotContain("dev.raglan.internal"));
  }

  @Test
  void everyInternalPackageSaysWhatItIsAndWhoMayEnter() {
    Map<String, Long> sentences = new TreeMap<>();
    for (Sources.Source source : Sources.of("core")) {
      if (source.packageName().startsWith(INTERNAL)) {
        sentences.merge(
            source.packageName(), source.isPackageInfo() ? sentences(source) : 0, Long::sum);
      }
    }
    assertThat(sentences).isNotEmpty();
    assertThat(sentences)
        .allSatisfy(
            (name, count) ->
                assertThat(count)
                    .as("sentences in the package-info of %s", name)
                    .isGreaterThanOrEqualTo(2));
  }

  private static long sentences(Sources.Source packageInfo) {
    return Javadoc.of(packageInfo).stream().mapToLong(Javadoc::sentences).sum();
  }

  /** Returns the simple names of the public top-level types of OpenTelemetry's API and SDK. */
  private static Set<String> openTelemetryTypes() throws IOException, ClassNotFoundException {
    Set<String> names = new TreeSet<>();
    for (Path jar : openTelemetryJars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (String entry :
            file.stream().map(Object::toString).filter(LayoutTest::isApi).toList()) {
          String name = entry.replace(".class", "").replace('/', '.');
          if (isPublic(name)) {
            names.add(name.substring(name.lastIndexOf('.') + 1));
          }
        }
      }
    }
    return names;
  }

  private static boolean isPublic(String name) throws ClassNotFoundException {
    try {
      Class<?> type = Class.forName(name, false, LayoutTest.class.getClassLoader());
      return Modifier.isPublic(type.getModifiers());
    } catch (LinkageError itsOptionalDependencyIsMissing) {
      return true;
    }
  }

  private static List<Path> openTelemetryJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> OPEN_TELEMETRY.matcher(path.getFileName().toString()).matches())
        .toList();
  }

  private static boolean isApi(String entry) {
    return entry.startsWith("io/opentelemetry/")
        && entry.endsWith(".class")
        && !entry.contains("$")
        && !entry.contains("/internal/")
        && !entry.endsWith("-info.class");
  }

  private static List<String> concatenated(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
