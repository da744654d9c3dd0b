package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.Json;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.model.Extraction;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every annotation that hides a value, in every place where it may stand: what JSON capture does
 * not show, extraction and paths do not find.
 *
 * <p>Each class is a message whose text is hidden, so that a leak shows as the content of a
 * message.
 */
class HidingTableTest {

  private static final String SECRET = "the-hidden-text";

  /** Annotations of members, as source text. */
  private static final Map<String, String> ON_MEMBERS =
      Map.of(
          "Exclude", "@dev.raglan.annotation.Exclude",
          "Masked", "@dev.raglan.annotation.Masked",
          "ownExclude", "@app.Hushed",
          "ownMasked", "@app.Veiled",
          "JsonIgnore", "@com.fasterxml.jackson.annotation.JsonIgnore",
          "ownJsonIgnore", "@app.Ignored",
          "writeOnly",
              "@com.fasterxml.jackson.annotation.JsonProperty("
                  + "access = com.fasterxml.jackson.annotation.JsonProperty.Access.WRITE_ONLY)",
          "JsonbTransient", "@jakarta.json.bind.annotation.JsonbTransient");

  /** Annotations of classes that hide the content of the message. */
  private static final Map<String, String> ON_TYPES =
      Map.of(
          "Exclude", "@dev.raglan.annotation.Exclude",
          "Masked", "@dev.raglan.annotation.Masked",
          "ownMasked", "@app.Veiled",
          "JsonIgnoreType", "@com.fasterxml.jackson.annotation.JsonIgnoreType",
          "JsonIgnoreProperties",
              "@com.fasterxml.jackson.annotation.JsonIgnoreProperties(\"content\")",
          "JsonIncludeProperties",
              "@com.fasterxml.jackson.annotation.JsonIncludeProperties(\"role\")");

  private static final String BEAN =
      """
      package app;
      %s
      public class %s %s {
        private final String role = "user";
        %s
        public String getRole() { return role; }
        %s
      }
      """;

  private static final String FIELD = " private final String content = \"" + SECRET + "\";";
  private static final String GETTER = " public String getContent() { return content; }";

  private static Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("app.Hushed", meta("@dev.raglan.annotation.Exclude", "Hushed"));
    sources.put("app.Veiled", meta("@dev.raglan.annotation.Masked", "Veiled"));
    sources.put(
        "app.Ignored",
        meta(
            "@com.fasterxml.jackson.annotation.JacksonAnnotationsInside"
                + " @com.fasterxml.jackson.annotation.JsonIgnore",
            "Ignored"));
    sources.put(
        "jakarta.json.bind.annotation.JsonbTransient",
        meta("", "JsonbTransient")
            .replace("package app;", "package jakarta.json.bind.annotation;"));
    new TreeMap<>(ON_MEMBERS).forEach((name, annotation) -> addMembers(name, annotation, sources));
    new TreeMap<>(ON_TYPES).forEach((name, annotation) -> addTypes(name, annotation, sources));
    return sources;
  }

  private static String meta(String carried, String name) {
    return "package app; @java.lang.annotation.Retention("
        + "java.lang.annotation.RetentionPolicy.RUNTIME) "
        + carried
        + " public @interface "
        + name
        + " {}";
  }

  private static void addMembers(String name, String annotation, Map<String, String> sources) {
    bean("Field" + name, "", annotation + FIELD, GETTER, sources);
    bean("Getter" + name, "", FIELD, annotation + GETTER, sources);
    sources.put(
        "app.Top" + name,
        "package app; public interface Top"
            + name
            + " { "
            + annotation
            + " String getContent(); }");
    sources.put(
        "app.Middle" + name,
        "package app; public interface Middle" + name + " extends Top" + name + " {}");
    bean("NearInterface" + name, "implements Top" + name, FIELD, GETTER, sources);
    bean("FarInterface" + name, "implements Middle" + name, FIELD, GETTER, sources);
    sources.put(
        "app.Base" + name,
        "package app; public abstract class Base"
            + name
            + " { "
            + annotation
            + " public abstract String getContent(); }");
    bean("Superclass" + name, "extends Base" + name, FIELD, GETTER, sources);
    sources.put(
        "app.Holder" + name,
        "package app; public class Holder" + name + " { " + annotation + FIELD + GETTER + " }");
    bean("InheritedField" + name, "extends Holder" + name, "", "", sources);
    sources.put(
        "app.Component" + name,
        "package app; public record Component"
            + name
            + "(String role, "
            + annotation
            + " String content) { public Component"
            + name
            + "() { this(\"user\", \""
            + SECRET
            + "\"); } }");
    sources.put(
        "app.RecordAccessor" + name,
        "package app; public record RecordAccessor"
            + name
            + "(String role, String content) { public RecordAccessor"
            + name
            + "() { this(\"user\", \""
            + SECRET
            + "\"); } "
            + annotation
            + " public String content() { return content; } }");
    String setter = annotation + " public void setContent(String text) {}";
    bean("Setter" + name, "", FIELD, setter + GETTER, sources);
  }

  private static void addTypes(String name, String annotation, Map<String, String> sources) {
    sources.put(
        "app.OnClass" + name, BEAN.formatted(annotation, "OnClass" + name, "", FIELD, GETTER));
    sources.put(
        "app.Parent" + name,
        "package app; " + annotation + " public abstract class Parent" + name + " {}");
    bean("OnSuperclass" + name, "extends Parent" + name, FIELD, GETTER, sources);
    sources.put(
        "app.Face" + name, "package app; " + annotation + " public interface Face" + name + " {}");
    bean("OnInterface" + name, "implements Face" + name, FIELD, GETTER, sources);
  }

  private static void bean(
      String name, String above, String field, String getter, Map<String, String> sources) {
    sources.put("app." + name, BEAN.formatted("", name, above, field, getter));
  }

  @TestFactory
  List<DynamicTest> isHiddenFromJsonExtractorsAndPaths(@TempDir Path directory) throws Exception {
    Map<String, String> sources = sources();
    URLClassLoader loader = Compiled.load(directory, sources);
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : sources.keySet()) {
      Class<?> type = loader.loadClass(name);
      boolean isMessage =
          !type.isInterface()
              && !type.getSimpleName().matches("(Base|Holder|Parent).*")
              && type.getName().startsWith("app.");
      if (isMessage) {
        Object message = type.getConstructor().newInstance();
        tests.add(DynamicTest.dynamicTest(type.getSimpleName(), () -> assertHidden(message)));
      }
    }
    assertThat(tests).hasSize(90);
    return tests;
  }

  private static void assertHidden(Object message) {
    assertThat(Json.of(message)).as("JSON").doesNotContain(SECRET);
    Extraction read = BuiltIn.extractors(false).extract(message);
    assertThat(read.toString()).as("extraction").doesNotContain(SECRET);
    for (String path : List.of("content", "getContent")) {
      Object found = PropertyPath.parse(path).find(message);
      assertThat(found).as("path " + path).isNotEqualTo(SECRET);
    }
  }

  @TestFactory
  List<DynamicTest> isShownWithoutAnAnnotation(@TempDir Path directory) throws Exception {
    Map<String, String> sources = new LinkedHashMap<>();
    bean("Plain", "", FIELD, GETTER, sources);
    Object message =
        Compiled.load(directory, sources).loadClass("app.Plain").getConstructor().newInstance();
    return List.of(
        DynamicTest.dynamicTest(
            "Plain",
            () -> {
              assertThat(Json.of(message)).contains(SECRET);
              assertThat(BuiltIn.extractors(false).extract(message).toString()).contains(SECRET);
              assertThat(PropertyPath.parse("content").find(message)).isEqualTo(SECRET);
            }));
  }
}
