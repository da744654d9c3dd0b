package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.Feedback;
import dev.raglan.model.RetrievedChunk;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls every method of the facade with the worst values of each of its parameters. */
class WorstValuesTest {

  private static final String HUGE = "x".repeat(1_000_000);

  @RegisterExtension final Tracing tracing = new Tracing();

  private static Map<@Nullable String, @Nullable Object> mapOfNulls() {
    Map<@Nullable String, @Nullable Object> map = new HashMap<>();
    map.put(null, null);
    map.put("key", null);
    map.put(null, "value");
    map.put(" ", Double.NaN);
    return map;
  }

  /** The worst values of each type; null is tried for all but primitive types. */
  private static List<@Nullable Object> worst(Class<?> type) {
    List<@Nullable Object> values = new ArrayList<>();
    if (!type.isPrimitive()) {
      values.add(null);
    }
    if (type == String.class) {
      values.addAll(List.of("", "  ", "\0\n\uD800", HUGE, "{", "{\"trace_id\":-1}"));
    } else if (type == Object.class) {
      values.addAll(
          Arrays.asList("", HUGE, Double.NaN, new Hostile(), mapOfNulls(), listOfNulls()));
    } else if (type == int.class || type == Integer.class) {
      values.addAll(List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE));
    } else if (type == long.class) {
      values.addAll(List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE));
    } else if (type == double.class) {
      values.addAll(
          List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE));
    } else if (type == boolean.class) {
      values.addAll(List.of(true, false));
    } else if (type == Duration.class) {
      Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
      values.addAll(List.of(Duration.ofSeconds(Long.MIN_VALUE), Duration.ZERO, longest));
    } else if (type == Instant.class) {
      values.addAll(List.of(Instant.MIN, Instant.EPOCH, Instant.MAX));
    } else if (type == Map.class) {
      values.add(mapOfNulls());
      values.add(Collections.singletonMap(HUGE, new Hostile()));
    } else if (type == List.class || type == Collection.class) {
      values.addAll(List.of(listOfNulls(), List.of()));
    } else if (type == String[].class) {
      values.addAll(List.of(new String[] {null, "", HUGE}, new String[0]));
    } else if (type == float[].class) {
      values.addAll(List.of(new float[0], new float[] {Float.NaN, Float.NEGATIVE_INFINITY}));
    } else if (type.isEnum()) {
      values.addAll(Arrays.asList(type.getEnumConstants()));
    } else {
      values.addAll(others(type));
    }
    return values;
  }

  private static List<Object> others(Class<?> type) {
    return Map.<Class<?>, List<Object>>ofEntries(
            Map.entry(AttributeKey.class, List.of(AttributeKey.stringKey(""))),
            Map.entry(Attributes.class, List.of(Attributes.empty())),
            Map.entry(Span.class, List.of(Span.getInvalid())),
            Map.entry(SpanContext.class, List.of(SpanContext.getInvalid())),
            Map.entry(Context.class, List.of(Context.root())),
            Map.entry(Throwable.class, List.of(new HostileException())),
            Map.entry(Document.class, List.of(new Document("", null, new Hostile(), mapped()))),
            Map.entry(SpanUpdate.class, List.of(SpanUpdate.create().tags((String[]) null))),
            Map.entry(Feedback.class, List.of(Feedback.json(new Hostile()))),
            Map.entry(TraceContext.class, List.of(TraceContext.EMPTY)))
        .getOrDefault(type, List.of());
  }

  private static Map<String, Object> mapped() {
    @SuppressWarnings({"unchecked", "NullAway"})
    Map<String, Object> unchecked = (Map<String, Object>) (Map<?, ?>) mapOfNulls();
    return unchecked;
  }

  private static List<@Nullable Object> listOfNulls() {
    return new ArrayList<>(Arrays.asList(null, "", HUGE));
  }

  /** A value whose methods throw. */
  static final class Hostile {

    public String getSecret() {
      throw new IllegalStateException("hostile");
    }

    @Override
    public String toString() {
      throw new StackOverflowError("hostile");
    }
  }

  /** An exception whose methods throw. */
  static final class HostileException extends RuntimeException {

    @Override
    public String getMessage() {
      throw new IllegalStateException("hostile");
    }
  }

  private record Facade(String name, Class<?> type, Supplier<Object> target) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<String> kinds() {
    return Stream.of(
        "raglan",
        "trace builder",
        "span builder",
        "generation builder",
        "trace",
        "span",
        "generation",
        "ended span",
        "foreign span",
        "params",
        "rag",
        "feedback",
        "update",
        "trace context",
        "trace context builder");
  }

  private Facade facade(String kind, Raglan raglan) {
    return switch (kind) {
      case "raglan" -> new Facade(kind, Raglan.class, () -> raglan);
      case "trace builder" -> new Facade(kind, TraceBuilder.class, () -> raglan.trace("t"));
      case "span builder" -> new Facade(kind, ActiveSpanBuilder.class, () -> raglan.span("s"));
      case "generation builder" ->
          new Facade(kind, GenerationBuilder.class, () -> raglan.generation("g"));
      case "trace" -> new Facade(kind, ActiveTrace.class, () -> raglan.trace("t").startDetached());
      case "span" -> new Facade(kind, ActiveSpan.class, () -> raglan.span("s").startDetached());
      case "generation" ->
          new Facade(kind, ActiveGeneration.class, () -> raglan.generation("g").startDetached());
      case "ended span" -> new Facade(kind, ActiveSpan.class, () -> ended(raglan));
      case "foreign span" -> new Facade(kind, ActiveSpan.class, raglan::currentSpan);
      case "params" -> new Facade(kind, Params.class, raglan::params);
      case "rag" -> new Facade(kind, RagEvents.class, raglan::rag);
      case "feedback" -> new Facade(kind, Feedbacks.class, raglan::feedback);
      case "update" -> new Facade(kind, SpanUpdate.class, SpanUpdate::create);
      case "trace context" -> new Facade(kind, TraceContext.class, () -> TraceContext.EMPTY);
      default -> new Facade(kind, TraceContextBuilder.class, TraceContext::builder);
    };
  }

  private static ActiveSpan ended(Raglan raglan) {
    ActiveSpan span = raglan.span("s").startDetached();
    span.end();
    return span;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingIsThrownButForArgumentsThatMakeNoSense(String kind) throws Exception {
    Raglan raglan = Raglan.builder(tracing.sdk()).build();
    Facade facade = facade(kind, raglan);
    Span foreign = tracing.other().spanBuilder("foreign").startSpan();
    List<String> thrown = new ArrayList<>();
    try (Scope scope = foreign.makeCurrent()) {
      for (Method method : facade.type().getMethods()) {
        if (isCalled(method)) {
          callWithWorst(facade, method, thrown);
        }
      }
    }
    foreign.end();

    assertThat(thrown).isEmpty();
    raglan.close();
  }

  private static boolean isCalled(Method method) {
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    boolean ofObject = method.getDeclaringClass() == Object.class;
    boolean leavesCurrent = List.of("start", "makeCurrent").contains(method.getName());
    boolean ofRecord = List.of("equals", "wait").contains(method.getName());
    return !isStatic && !ofObject && !leavesCurrent && !ofRecord;
  }

  /** Tries each worst value of each parameter, and the first of the others. */
  private static void callWithWorst(Facade facade, Method method, List<String> thrown)
      throws IllegalAccessException {
    List<List<@Nullable Object>> values =
        Stream.of(method.getParameterTypes()).map(WorstValuesTest::worst).toList();
    if (values.isEmpty()) {
      call(facade, method, thrown);
    }
    for (int i = 0; i < values.size(); i++) {
      for (Object each : values.get(i)) {
        for (boolean last : new boolean[] {false, true}) {
          @Nullable Object[] arguments = new Object[values.size()];
          for (int j = 0; j < arguments.length; j++) {
            List<@Nullable Object> all = values.get(j);
            arguments[j] = all.get(last ? all.size() - 1 : 0);
          }
          arguments[i] = each;
          call(facade, method, thrown, arguments);
        }
      }
    }
  }

  private static void call(
      Facade facade, Method method, List<String> thrown, @Nullable Object... arguments)
      throws IllegalAccessException {
    try {
      method.setAccessible(true);
      method.invoke(facade.target().get(), arguments);
    } catch (InvocationTargetException failed) {
      if (!(failed.getCause() instanceof IllegalArgumentException)) {
        thrown.add(method + " of " + described(arguments) + ": " + failed.getCause());
      }
    }
  }

  private static List<String> described(@Nullable Object... arguments) {
    return Stream.of(arguments)
        .map(
            each ->
                each instanceof String text ? text.substring(0, Math.min(9, text.length())) : each)
        .map(each -> each instanceof Hostile ? "hostile" : each)
        .map(each -> each == null ? "null" : each.getClass().getSimpleName())
        .toList();
  }

  @Test
  void dataOfStoresMayHoldNulls() {
    assertThat(new Document("d", null, null, mapped()).extras()).containsOnlyKeys(" ");
    assertThat(new Chunk("c", null, Arrays.asList(1f, null), mapped()).embedding())
        .containsExactly(1f);
    assertThat(new RetrievedChunk(null, null, null, mapped()).extras()).containsOnlyKeys(" ");
  }

  @Test
  void anEmptyUpdateChangesNothing() {
    Raglan raglan = Raglan.builder(tracing.sdk()).build();
    raglan.span("span").start().update((Map<String, ?>) null).update(SpanUpdate.create()).end();

    assertThat(tracing.ended("span").getName()).isEqualTo("span");
  }
}
