package dev.raglan.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key is documented, and there once. */
class AttributeKeysTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/raglan/semconv");

  /** A documented key: a constant, or a method that makes it. */
  private static final Pattern KEY =
      Pattern.compile(
          "((?:/\\*\\*(?:(?!\\*/).)*\\*/)?)\\s*public (?:static )?(?:final )?AttributeKey<\\S+"
              + " (\\w+)",
          Pattern.DOTALL);

  /** A member behind its class or its object; the member may be followed by one of its own. */
  private static final Pattern USE = Pattern.compile("(\\w+)?(?:\\.|::)(?=(\\w+))");

  private static final Set<String> NO_KEYS =
      Set.of("package-info.java", "Tags.java", "OwnKeys.java");

  private static final Pattern QUANTITY = Pattern.compile(".*(TOKENS|COST|TIME_TO|_TIME)\\w*");

  static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> !NO_KEYS.contains(file.getFileName().toString()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void areDocumentedWithTypeExampleAndSource(Path source) throws IOException {
    String text = Files.readString(source);
    assertThat(text.substring(0, text.indexOf("public final class"))).contains("Source: ");
    Matcher key = KEY.matcher(text);
    List<String> names = new ArrayList<>();
    while (key.find()) {
      names.add(key.group(2));
      String doc = key.group(1).replaceAll("\\s*\\*\\s*", " ");
      assertThat(doc).as(key.group(2)).contains("Type: ", "Example: {@code");
    }
    assertThat(names).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void thatAreQuantitiesHaveAUnit(Path source) throws IOException {
    Matcher key = KEY.matcher(Files.readString(source));
    while (key.find()) {
      boolean counted = QUANTITY.matcher(key.group(2)).matches();
      boolean number = key.group().contains("<Long>") || key.group().contains("<Double>");
      if (counted && number && !key.group(2).contains("MAX_TOKENS")) {
        assertThat(key.group(1)).as(key.group(2)).contains("Unit: ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void areThereOnce(Path source) throws ReflectiveOperationException {
    String name = source.getFileName().toString().replace(".java", "");
    List<String> keys = new ArrayList<>();
    for (Field field : constants(Class.forName("dev.raglan.semconv." + name))) {
      keys.add(((AttributeKey<?>) field.get(null)).getKey());
    }
    assertThat(keys).doesNotHaveDuplicates();
  }

  private static List<Field> constants(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .filter(field -> field.getType() == AttributeKey.class)
        .toList();
  }

  /** Sources of core but for the constants themselves, and of the starter. */
  private static Map<Path, String> otherSources() throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (String folder : List.of("src/main/java", "../spring-boot-starter/src/main/java")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          if (!file.startsWith(SOURCES)) {
            sources.put(file, Files.readString(file));
          }
        }
      }
    }
    return sources;
  }

  /** Returns the members that the other sources name, by themselves and with their class. */
  private static Set<String> used() throws IOException {
    Set<String> used = new HashSet<>();
    for (String text : otherSources().values()) {
      Matcher use = USE.matcher(text);
      while (use.find()) {
        used.add(use.group(2));
        used.add(use.group(1) + "." + use.group(2));
      }
    }
    return used;
  }

  @ParameterizedTest
  @MethodSource("sources")
  void haveAWriterEach(Path source) throws IOException {
    String name = source.getFileName().toString().replace(".java", "");
    Set<String> used = used();
    Matcher key = KEY.matcher(Files.readString(source));
    List<String> unwritten = new ArrayList<>();
    while (key.find()) {
      boolean constant = key.group().contains(" static final ");
      String use = constant ? name + "." + key.group(2) : key.group(2);
      if (!used.contains(use)) {
        unwritten.add(key.group(2));
      }
    }
    assertThat(unwritten).isEmpty();
  }

  /** What is written is a constant: no key is spelled elsewhere. */
  @Test
  void areSpelledInTheirConventionAlone() throws IOException {
    Pattern literal = Pattern.compile("AttributeKey\\s*\\.\\w+Key\\(\\s*\"|setAttribute\\(\\s*\"");
    List<Path> spelling =
        otherSources().entrySet().stream()
            .filter(file -> literal.matcher(file.getValue()).find())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(spelling).isEmpty();
  }
}
