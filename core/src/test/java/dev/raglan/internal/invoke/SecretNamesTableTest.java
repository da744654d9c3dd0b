package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.internal.type.Compiled;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Recorded;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Every way by which a named value leaves, with every spelling of a secret's name. */
class SecretNamesTableTest {

  /** Ordinary words, which no detector takes for a secret. */
  private static final String SECRET = "open sesame";

  private static final List<String> SECRETS =
      List.of(
          "password",
          "newPassword",
          "DB_PASSWORD",
          "pwd",
          "db_pwd",
          "passphrase",
          "token",
          "authToken",
          "AUTH_TOKEN",
          "accessToken",
          "refresh_token",
          "apiKey",
          "api_key",
          "APIKEY",
          "openaiApiKey",
          "OPENAI_API_KEY",
          "xApiKey",
          "clientSecret",
          "awsSecretAccessKey",
          "privateKey",
          "jwt",
          "csrfToken",
          "bearer",
          "authorization",
          "sessionCookie",
          "cvv",
          "pin",
          "otp",
          "ssn",
          "connectionString",
          "userCredentials");

  private static final List<String> ONLY_AS_KEYS =
      List.of(
          "spring.datasource.password",
          "app.password",
          "X-Auth-Token",
          "x-api-key",
          "Proxy-Authorization",
          "set-cookie",
          "client secret",
          "user.api-key",
          "azure.ai/api_key");

  private static final List<String> PLAIN =
      List.of("maxTokens", "tokenCount", "total_tokens", "tokenizer", "passwordless", "keyboard");

  private static final String CLASS =
      """
      package app;
      import dev.raglan.annotation.*;
      public class Ways {
      %s
      }
      """;

  private static final List<String> ANNOTATED =
      List.of(
          "@Traced public void sole%d(String %s) {}",
          "@Traced public void second%d(int number, String %s) {}",
          "@Traced(input = Capture.OFF) public void named%d(@SpanAttribute(\"\") String %s) {}",
          "@Traced(type = dev.raglan.model.SpanType.TOOL) public void tool%d(String... %s) {}");

  private static final List<String> KEYED =
      List.of(
          "@Traced(input = Capture.OFF) public void key%d(@SpanAttribute(\"%s\") String value) {}",
          "@Traced(output = Capture.OFF) @BindResult(attribute = \"%s\")"
              + " public String result%d() { return \"open sesame\"; }",
          "@Traced public void whole%d(@SpanAttribute(\"%s\") String value) {}",
          "@Traced @BindResult(attribute = \"%s\")"
              + " public String wholeResult%d() { return \"open sesame\"; }",
          "@Traced(attributes = \"%s=open sesame\") public void constant%d() {}",
          "@Generation(attributes = \"%s = open sesame\") public void generated%d() {}");

  private static List<String> keys() {
    return Stream.concat(SECRETS.stream(), ONLY_AS_KEYS.stream()).toList();
  }

  private static String method(String template, int number, String name) {
    return template.replace("%d", String.valueOf(number)).replace("%s", name);
  }

  private static List<String> methods(List<String> names, List<String> keys) {
    List<String> methods = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (String template : ANNOTATED) {
        methods.add(method(template, i, names.get(i)));
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      for (String template : KEYED) {
        methods.add(method(template, i, keys.get(i)));
      }
    }
    return methods;
  }

  private static Object annotated(List<String> methods, Path directory) throws Exception {
    String source = CLASS.formatted(String.join("\n", methods));
    URLClassLoader loader = Compiled.load(directory, Map.of("app.Ways", source));
    return loader.loadClass("app.Ways").getConstructor().newInstance();
  }

  /** Calls each annotated method; returns the ones whose span tells the value. */
  private static List<String> telling(Object ways) throws Throwable {
    List<String> telling = new ArrayList<>();
    for (Method method : declared(ways)) {
      Object[] arguments =
          Stream.of(method.getParameterTypes()).map(SecretNamesTableTest::argument).toArray();
      try (Recorded recorded = new Recorded()) {
        ReflectedCall.of(ways, method, arguments).tracedBy(recorded.raglan);
        if (told(recorded).contains(SECRET)) {
          telling.add(method.toGenericString());
        }
      }
    }
    return telling;
  }

  /** Returns the methods as written: an agent that measures coverage adds one of its own. */
  private static List<Method> declared(Object ways) {
    return Stream.of(ways.getClass().getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .toList();
  }

  private static Object argument(Class<?> type) {
    return type == int.class ? (Object) 1 : type.isArray() ? new String[] {SECRET} : SECRET;
  }

  private static String told(Recorded recorded) {
    assertThat(recorded.spans()).isNotEmpty();
    return recorded.spans().toString();
  }

  @Test
  void annotatedMethodsHideValuesOfSecretNames(@TempDir Path directory) throws Throwable {
    List<String> methods = methods(SECRETS, keys());
    Object ways = annotated(methods, directory);

    assertThat(declared(ways)).hasSize(methods.size());
    assertThat(telling(ways)).isEmpty();
  }

  @Test
  void annotatedMethodsTellValuesOfOtherNames(@TempDir Path directory) throws Throwable {
    List<String> methods = methods(PLAIN, PLAIN);

    assertThat(telling(annotated(methods, directory))).hasSize(methods.size());
  }

  /** A way of the facade by which a value leaves under a key. */
  @FunctionalInterface
  private interface Way {

    void give(String key, Recorded recorded);
  }

  private static Map<String, Way> facade() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(
        "attribute of the builder",
        (key, recorded) -> recorded.raglan.span("s").attribute(key, SECRET).start().close());
    ways.put("attribute", (key, to) -> in(to, span -> span.attribute(key, SECRET)));
    ways.put(
        "typed attribute",
        (key, to) -> in(to, span -> span.attribute(AttributeKey.stringKey(key), SECRET)));
    ways.put(
        "array attribute",
        (key, to) ->
            in(to, span -> span.attribute(AttributeKey.stringArrayKey(key), List.of(SECRET))));
    ways.put(
        "update(map)",
        (key, to) -> in(to, span -> span.update(Map.of("attributes", Map.of(key, SECRET)))));
    ways.put(
        "update",
        (key, to) -> in(to, span -> span.update(SpanUpdate.create().attribute(key, SECRET))));
    ways.put("input", (key, to) -> in(to, span -> span.input(Map.of(key, SECRET))));
    ways.put("output", (key, to) -> in(to, span -> span.output(List.of(Map.of(key, SECRET)))));
    ways.put("params", (key, to) -> in(to, span -> to.raglan.params().register(key, SECRET)));
    ways.put(
        "params of a span",
        (key, to) ->
            to.in("s", span -> to.raglan.params().registerAll(Map.of(key, SECRET), true, span)));
    ways.put(
        "metadata",
        (key, to) -> {
          TraceContext context = TraceContext.builder().metadata(key, SECRET).build();
          try (Scope scope = context.makeCurrent()) {
            in(to, span -> {});
          }
        });
    ways.put(
        "metadata of a RAG event",
        (key, to) -> in(to, span -> to.raglan.rag().metadata(Map.of(key, SECRET)).custom(1, 2)));
    ways.put(
        "data of a RAG event",
        (key, to) -> in(to, span -> to.raglan.rag().custom(Map.of(key, SECRET), "o")));
    ways.put(
        "trace event",
        (key, to) -> in(to, span -> to.raglan.rag().traceEvent("i", "o", Map.of(key, SECRET))));
    ways.put(
        "feedback", (key, to) -> in(to, span -> to.raglan.feedback().json(Map.of(key, SECRET))));
    return ways;
  }

  private static void in(Recorded recorded, Consumer<ActiveSpan> body) {
    try (ActiveTrace trace = recorded.raglan.trace("t").start();
        ActiveSpan span = trace.span("s").start()) {
      body.accept(span);
    }
  }

  @Test
  void theFacadeHidesValuesOfSecretNames() {
    List<String> telling = new ArrayList<>();
    facade()
        .forEach(
            (way, body) -> {
              for (String key : keys()) {
                try (Recorded recorded = new Recorded()) {
                  body.give(key, recorded);
                  if (told(recorded).contains(SECRET)) {
                    telling.add(way + " of " + key);
                  }
                }
              }
            });
    assertThat(telling).isEmpty();
  }

  @Test
  void theFacadeTellsValuesOfOtherNames() {
    facade()
        .forEach(
            (way, body) -> {
              for (String key : PLAIN) {
                try (Recorded recorded = new Recorded()) {
                  body.give(key, recorded);
                  assertThat(told(recorded)).as(way + " of " + key).contains(SECRET);
                }
              }
            });
  }

  @Test
  void theLogHidesValuesOfSecretNames() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.log");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    try (Recorded recorded = new Recorded()) {
      for (String key : keys()) {
        recorded.raglan.log(Map.of(key, SECRET));
      }
      assertThat(lines.list)
          .hasSize(keys().size())
          .noneMatch(line -> line.getFormattedMessage().contains(SECRET));
    } finally {
      logger.setLevel(before);
      logger.detachAppender(lines);
    }
  }
}
