package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.capture.Captured;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.semconv.Langfuse;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.OpenInferenceDocument;
import dev.raglan.semconv.OpenInferenceMessage;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No dialect writes a key that the constants of the conventions do not have. */
class WrittenKeysTest {

  private static final List<Class<?>> CONVENTIONS =
      List.of(
          RaglanAttributes.class,
          GenAi.class,
          GenAiOptions.class,
          OpenInference.class,
          Langfuse.class);

  @Test
  void areConstantsOrMadeByTheirPrefix() throws ReflectiveOperationException {
    Set<String> known = knownKeys();
    for (Map.Entry<String, Captured> call : Calls.all().entrySet()) {
      assertThat(known).as(call.getKey()).containsAll(written(call.getValue()));
    }
    for (SpanType type : SpanType.values()) {
      assertThat(known).containsAll(written(AttributeBoundsTest.everything(type)));
    }
  }

  private static Set<String> written(Captured call) {
    Set<String> keys = new HashSet<>();
    Rendered.of(call).keySet().forEach(key -> keys.add(key.replaceAll("\\.\\d+\\.", ".0.")));
    return keys;
  }

  private static Set<String> knownKeys() throws ReflectiveOperationException {
    Set<String> known = new HashSet<>();
    for (Class<?> convention : CONVENTIONS) {
      for (Field field : convention.getDeclaredFields()) {
        if (field.getType() == AttributeKey.class) {
          known.add(((AttributeKey<?>) field.get(null)).getKey());
        }
      }
      addMade(known, convention, null);
    }
    addMade(known, OpenInferenceMessage.class, OpenInferenceMessage.input(0));
    addMade(known, OpenInferenceMessage.class, OpenInferenceMessage.output(0));
    addMade(known, OpenInferenceDocument.class, OpenInferenceDocument.retrieved(0));
    addMade(known, OpenInferenceDocument.class, OpenInferenceDocument.rerankerInput(0));
    addMade(known, OpenInferenceDocument.class, OpenInferenceDocument.rerankerOutput(0));
    return known;
  }

  private static void addMade(Set<String> known, Class<?> type, Object keys)
      throws ReflectiveOperationException {
    for (Method method : type.getMethods()) {
      if (method.getReturnType() == AttributeKey.class
          && Modifier.isPublic(method.getModifiers())) {
        Object[] number = method.getParameterCount() == 0 ? new Object[0] : new Object[] {0};
        known.add(((AttributeKey<?>) method.invoke(keys, number)).getKey());
      }
    }
  }
}
