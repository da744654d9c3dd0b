package dev.raglan.spring.internal.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/** Annotations that make a method a tool, which a model may call. */
public final class ToolAnnotations {

  private static final List<String> NAMES =
      List.of(
          "org.springframework.ai.tool.annotation.Tool",
          "dev.langchain4j.agent.tool.Tool",
          "org.springframework.ai.mcp.annotation.McpTool",
          "org.springaicommunity.mcp.annotation.McpTool");

  private ToolAnnotations() {}

  /** Returns true if the method carries one. */
  public static boolean areOn(Method method) {
    return method.getDeclaredAnnotations().length > 0 && areIn(MergedAnnotations.from(method));
  }

  static boolean areIn(MergedAnnotations annotations) {
    return declared(annotations).findFirst().isPresent();
  }

  /** Returns the name that the annotations give the tool; empty if they give none. */
  static String name(MergedAnnotations annotations) {
    return declared(annotations)
        .flatMap(each -> each.getValue("name", String.class).stream())
        .findFirst()
        .orElse("");
  }

  private static Stream<MergedAnnotation<?>> declared(MergedAnnotations annotations) {
    return NAMES.stream()
        .<MergedAnnotation<?>>map(annotations::get)
        .filter(MergedAnnotation::isPresent);
  }

  /** Returns the span's name that an annotation of Raglan's gives; empty if it gives none. */
  static String given(Map<String, Object> attributes) {
    String name = String.valueOf(attributes.getOrDefault("name", ""));
    return name.isEmpty() ? String.valueOf(attributes.getOrDefault("value", "")) : name;
  }
}
