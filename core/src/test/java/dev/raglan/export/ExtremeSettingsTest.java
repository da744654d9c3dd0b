package dev.raglan.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.Redaction;
import dev.raglan.client.SpanSearch;
import dev.raglan.client.SpansClient;
import dev.raglan.model.CaptureLimits;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting of every builder, at its extremes: it is taken, or refused in one short line. */
class ExtremeSettingsTest {

  private static final int LONGEST_MESSAGE = 400;
  private static final String LONG = "x".repeat(200_000);

  @TempDir static Path directory;

  private static List<@Nullable Object> extremes(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return List.of(
          Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -1.0, Double.MAX_VALUE);
    }
    if (type == boolean.class) {
      return List.of(true, false);
    }
    if (type == Duration.class) {
      return List.of(
          Duration.ofSeconds(Long.MIN_VALUE),
          Duration.ofSeconds(-1),
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    }
    if (type == Instant.class) {
      return List.of(Instant.MIN, Instant.MAX);
    }
    if (type == Pattern.class) {
      return List.of(Pattern.compile(""), Pattern.compile("(x+x+)+y"));
    }
    List<String> texts =
        List.of("", "  ", "\0", "\uD800", "a\nb: c", "../../x", "http://[", "(", "\u202e", LONG);
    if (type == String.class) {
      return new ArrayList<>(texts);
    }
    if (type == String[].class) {
      return texts.stream().map(each -> (Object) new String[] {each}).toList();
    }
    if (type == Map.class) {
      return texts.stream().map(each -> (Object) Map.of(each, each)).toList();
    }
    if (type == java.util.Collection.class || type == List.class) {
      return texts.stream().map(each -> (Object) List.of(each)).toList();
    }
    return Arrays.asList(type.getEnumConstants() == null ? new Object[0] : type.getEnumConstants());
  }

  static Stream<Arguments> builders() {
    return Stream.of(
        builder("Raglan", RaglanBuilder.class, Raglan::builder),
        builder(
            "Raglan on an SDK", RaglanBuilder.class, () -> Raglan.builder(OpenTelemetry.noop())),
        builder("Redaction", Redaction.Builder.class, Redaction::builder),
        builder("Delivery", DeliverySettings.Builder.class, DeliverySettings::builder),
        builder("Otlp", Otlp.Builder.class, () -> Otlp.builder().endpoint("http://localhost:1")),
        builder(
            "File",
            OtlpJsonFile.Builder.class,
            () -> OtlpJsonFile.builder(directory.resolve("spans.jsonl"))),
        builder("Athina", Athina.Builder.class, () -> Athina.builder().apiKey("k")),
        builder(
            "Adaline", Adaline.Builder.class, () -> Adaline.builder().apiKey("k").projectId("p")),
        builder("LastMile", LastMile.Builder.class, () -> LastMile.builder().apiToken("k")),
        builder(
            "Spans API",
            SpansApi.Builder.class,
            () -> SpansApi.builder().apiKey("k").accountId("a")),
        builder("Spans client", SpansClient.Builder.class, () -> Raglan.spansClient().apiKey("k")),
        builder("Search", SpanSearch.Builder.class, SpanSearch::builder),
        builder("Trace context", TraceContext.builder().getClass(), () -> TraceContext.builder()));
  }

  private static Arguments builder(String name, Class<?> type, Callable<Object> source) {
    return Arguments.of(name, type, source);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("builders")
  void areTakenOrRefusedInOneLine(String name, Class<?> type, Callable<Object> source)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Method setter : type.getMethods()) {
      if (isSetter(setter)) {
        for (Object value : extremes(setter.getParameterTypes()[0])) {
          Object builder = source.call();
          String why = refusal(() -> build(set(builder, setter, value)));
          if (why != null) {
            wrong.add(setter.getName() + "(" + shown(value) + "): " + why);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Bounds of what is searched for, which take nothing here. */
  private static final List<String> WITHOUT_BOUND =
      List.of("Search.maxDuration", "Search.minDuration");

  @Test
  void everyNumberHasAnUpperBound() throws Exception {
    List<String> unbounded = new ArrayList<>();
    for (Arguments each : builders().toList()) {
      Callable<?> source = (Callable<?>) each.get()[2];
      for (Method setter : ((Class<?>) each.get()[1]).getMethods()) {
        String name = each.get()[0] + "." + setter.getName();
        if (isSetter(setter) && largest(setter.getParameterTypes()[0]) != null) {
          try {
            build(set(source.call(), setter, largest(setter.getParameterTypes()[0])));
            unbounded.add(name);
          } catch (InvocationTargetException refused) {
            assertThat(refused).cause().isInstanceOf(IllegalArgumentException.class);
          }
        }
      }
    }

    assertThat(unbounded).containsExactlyInAnyOrderElementsOf(WITHOUT_BOUND);
  }

  private static @Nullable Object largest(Class<?> type) {
    List<Class<?>> numbers = List.of(int.class, long.class, double.class, Duration.class);
    if (!numbers.contains(type)) {
      return null;
    }
    List<?> all = extremes(type);
    return type == double.class ? Double.MAX_VALUE : all.get(all.size() - 1);
  }

  static Stream<Class<?>> records() {
    return Stream.of(CaptureLimits.class, TraceAssembly.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void ofRecordsAreTakenOrRefusedInOneLine(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getConstructors()[0];
    Object usual = type.getField("DEFAULT").get(null);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < constructor.getParameterCount(); i++) {
      for (Object extreme : extremes(constructor.getParameterTypes()[i])) {
        Object[] values = new Object[constructor.getParameterCount()];
        for (int j = 0; j < values.length; j++) {
          values[j] = type.getRecordComponents()[j].getAccessor().invoke(usual);
        }
        values[i] = extreme;
        String why = refusal(() -> constructor.newInstance(values));
        if (why != null) {
          wrong.add(type.getRecordComponents()[i].getName() + "(" + extreme + "): " + why);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static boolean isSetter(Method method) {
    return method.getDeclaringClass() != Object.class
        && !Modifier.isStatic(method.getModifiers())
        && method.getParameterCount() == 1
        && !List.of("buildNamed").contains(method.getName());
  }

  private static Object set(Object builder, Method setter, @Nullable Object value)
      throws ReflectiveOperationException {
    setter.setAccessible(true);
    setter.invoke(builder, value);
    return builder;
  }

  private static void build(Object builder) throws Exception {
    Method build =
        Stream.of(builder.getClass().getMethods())
            .filter(each -> each.getName().equals("build") && each.getParameterCount() == 0)
            .findFirst()
            .orElseThrow();
    build.setAccessible(true);
    if (build.invoke(builder) instanceof AutoCloseable opened) {
      opened.close();
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Returns the fault of a refusal; null if there was none, or it is as it should be. */
  private static @Nullable String refusal(Action action) throws Exception {
    try {
      action.run();
      return null;
    } catch (InvocationTargetException failed) {
      Throwable cause = failed.getCause();
      String message = String.valueOf(cause.getMessage());
      boolean isRefusal =
          cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
      boolean isLine =
          message.length() <= LONGEST_MESSAGE
              && (cause instanceof PatternSyntaxException
                  || message.codePoints().noneMatch(Character::isISOControl));
      return isRefusal && isLine
          ? null
          : cause.getClass().getName() + " " + message.length() + " " + shown(message);
    }
  }

  private static String shown(@Nullable Object value) {
    Object one = value instanceof String[] all ? all[0] : value;
    String text = String.valueOf(one);
    String start = text.substring(0, Math.min(120, text.length()));
    return start.replaceAll("[^ -~]", "?");
  }
}
