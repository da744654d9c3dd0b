package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.ParamKey;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RagEventType;
import dev.raglan.model.ScaleSpanType;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/seeds.md says is so. */
class SeedsTableTest {

  private static final Path PAGE = Path.of("../docs/seeds.md");
  private static final Pattern TEST = Pattern.compile("`(?:([\\w.]+)\\.)?(\\w+Test)\\.(\\w+)`");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\[`([^`]+)`]\\[(\\w+)\\.(\\w+)]");

  /** A row of a table. */
  record Row(String seed, String raglan, String attribute, String test) {

    static Row of(String line) {
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
      assertThat(cells).as(line).hasSize(4);
      return new Row(cells[0], cells[1], cells[2], cells[3]);
    }

    @Override
    public String toString() {
      return seed;
    }
  }

  static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .filter(line -> line.startsWith("| ") && !line.startsWith("| seed |"))
          .map(Row::of)
          .toList();
    }
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @Test
  void hasRows() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(400);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowNamesWhatProvesIt(Row row) throws ClassNotFoundException {
    List<MatchResult> tests = matches(TEST, row.test());
    assertThat(tests).isNotEmpty();
    assertThat(TEST.matcher(row.test()).replaceAll("").replace(", ", "")).isEmpty();
    for (MatchResult test : tests) {
      assertThat(testsOf(test.group(1), test.group(2))).contains(test.group(3));
    }
  }

  private static List<String> testsOf(String otherPackage, String type)
      throws ClassNotFoundException {
    String in = otherPackage == null ? "raglan.seeds" : otherPackage;
    String inRoot = in.startsWith("raglan") ? in : "raglan." + in;
    return Arrays.stream(Class.forName("dev." + inRoot + "." + type).getDeclaredMethods())
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class))
        .map(method -> method.getName())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anAttributeIsWhatItsConstantSays(Row row) throws IOException, ReflectiveOperationException {
    String page = Files.readString(PAGE);
    for (MatchResult attribute : matches(ATTRIBUTE, row.attribute())) {
      String constant = attribute.group(2) + "." + attribute.group(3);
      Object value =
          Class.forName("dev.raglan.semconv." + attribute.group(2))
              .getField(attribute.group(3))
              .get(null);
      assertThat(page).contains("\n[" + constant + "]: ../core/src/main/java/dev/raglan/semconv/");
      if (value instanceof AttributeKey<?> key) {
        assertThat(attribute.group(1)).isEqualTo(key.getKey());
      } else {
        assertThat(attribute.group(1)).startsWith((String) value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aTestAssertsTheAttributeOfItsRow(Row row) throws IOException {
    StringBuilder sources = new StringBuilder();
    for (MatchResult test : matches(TEST, row.test())) {
      sources.append(TestSource.of(test.group(1), test.group(2)).reachedFrom(test.group(3)));
    }
    for (MatchResult attribute : matches(ATTRIBUTE, row.attribute())) {
      assertThat(sources.toString()).containsAnyOf(namesOf(attribute).toArray(new String[0]));
    }
  }

  /** What applications use, by the names of the types in their packages. */
  private static final Map<String, Class<?>> TYPES = types();

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CALL = Pattern.compile("(?<![\\w@])([a-z]\\w*)\\(");
  private static final Pattern MEMBER =
      Pattern.compile("(?<![\\w.])([A-Z]\\w+(?:\\.[A-Z]\\w+)*)\\.(\\w+)");
  private static final Pattern ANNOTATION = Pattern.compile("@(\\w+)(?:\\((\\w+)\\))?");
  private static final Pattern PROPERTY = Pattern.compile("raglan(?:\\.[a-z-]+)+");

  private static Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.raglan")
            .stream()
            .filter(type -> !type.getPackageName().startsWith("dev.raglan.internal"))
            .map(JavaClass::reflect)
            .forEach(type -> types.put(nameOf(type), type));
    Stream.of(Span.class, OpenTelemetry.class, SpanContext.class, Context.class)
        .forEach(type -> types.put(nameOf(type), type));
    return types;
  }

  private static String nameOf(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static boolean has(Class<?> type, String member) {
    return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(member))
        || Stream.of(type.getFields()).anyMatch(field -> field.getName().equals(member));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowNamesOnlyWhatExists(Row row) throws IOException {
    String configuration = Files.readString(Path.of("../docs/configuration.md"));
    for (MatchResult code : matches(CODE, row.raglan())) {
      String text = code.group(1);
      for (MatchResult member : matches(MEMBER, text)) {
        assertThat(TYPES).as(text).containsKey(member.group(1));
        assertThat(has(TYPES.get(member.group(1)), member.group(2))).as(text).isTrue();
      }
      for (MatchResult call : matches(CALL, text)) {
        assertThat(TYPES.values()).as(text).anyMatch(type -> has(type, call.group(1)));
      }
      for (MatchResult annotation : matches(ANNOTATION, text)) {
        assertThat(TYPES).as(text).containsKey(annotation.group(1));
        String member = annotation.group(2);
        assertThat(
                member == null
                    || has(TYPES.get(annotation.group(1)), member)
                    || has(RagEventType.class, member))
            .as(text)
            .isTrue();
      }
      if (PROPERTY.matcher(text).matches()) {
        String last = text.substring(text.lastIndexOf('.') + 1);
        boolean isMethod = text.equals("raglan." + last) && has(Raglan.class, last);
        assertThat(isMethod || configuration.contains(last + ":")).as(text).isTrue();
      }
    }
  }

  /** The names that a test may have an attribute by; one of a prefix by what follows it. */
  private static List<String> namesOf(MatchResult attribute) {
    String constant = attribute.group(2) + "." + attribute.group(3);
    String key = attribute.group(1).replace(".N.", ".0.");
    String last = key.substring(key.lastIndexOf('.') + 1);
    boolean isPrefix = constant.endsWith("_PREFIX");
    return isPrefix ? List.of(constant, '"' + last + '"') : List.of(constant, '"' + key + '"');
  }

  static Stream<Enum<?>> constants() {
    return Stream.<Enum<?>[]>of(
            Field.values(),
            FeedbackSource.values(),
            ParamKey.values(),
            PipelineType.values(),
            RagEventType.values(),
            SpanType.values(),
            Status.values())
        .flatMap(Arrays::stream);
  }

  @ParameterizedTest
  @MethodSource("constants")
  void everyWordOfRaglansHasARow(Enum<?> constant) throws IOException {
    String word = constant.getDeclaringClass().getSimpleName() + "." + constant.name();

    assertThat(rows().stream().map(Row::raglan))
        .anyMatch(cell -> cell.matches(".*\\b" + word + "\\b.*"));
  }

  @Test
  void everyTypeOfScalesHasARow() throws IOException {
    for (ScaleSpanType type : ScaleSpanType.values()) {
      assertThat(rows())
          .anyMatch(
              row ->
                  row.seed().equals("`SpanType` `" + type + "`")
                      && row.raglan().contains("`SpanType." + type.spanType() + "`"));
    }
  }
}
