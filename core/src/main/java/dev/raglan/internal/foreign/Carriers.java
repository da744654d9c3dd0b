package dev.raglan.internal.foreign;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that carry another one, found by the names of their types: answers of HTTP, events of a
 * stream, pages of a search, results of clients. Thread-safe.
 */
public final class Carriers {

  /** Types, and the method that returns what they carry; none reads from a connection. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "org.springframework.http.HttpEntity", "getBody",
          "org.springframework.http.codec.ServerSentEvent", "data",
          "org.springframework.messaging.Message", "getPayload",
          "org.springframework.data.domain.Slice", "getContent",
          "org.springframework.data.domain.Window", "getContent",
          "org.apache.kafka.clients.consumer.ConsumerRecord", "value",
          "java.net.http.HttpResponse", "body",
          "retrofit2.Response", "body",
          "io.github.ollama4j.models.chat.OllamaChatResult", "getResponseModel",
          "io.weaviate.client.base.Result", "getResult");

  private static final PerClass<Optional<PublicMethod>> CONTENTS = new PerClass<>(Carriers::find);

  private static final int MOST_LAYERS = 4;

  private Carriers() {}

  private static Optional<PublicMethod> find(Class<?> type) {
    try {
      for (Class<?> each : Ancestors.of(type)) {
        String method = KNOWN.get(each.getName());
        if (method != null) {
          return Optional.of(PublicMethod.of(each, method));
        }
      }
      return Optional.empty();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
      return Optional.empty();
    }
  }

  /**
   * Returns what the value carries, null for nothing; any other value itself. An Optional is
   * opened. Whatever the value throws comes through.
   */
  public static @Nullable Object open(@Nullable Object value) {
    Object content = value;
    for (int layer = 0; layer < MOST_LAYERS && content != null; layer++) {
      if (content instanceof Optional<?> optional) {
        content = optional.orElse(null);
      } else {
        Class<?> type = content.getClass();
        PublicMethod reader =
            type.getClassLoader() == null ? null : CONTENTS.get(type).orElse(null);
        if (reader == null) {
          return content;
        }
        content = reader.call(content);
      }
    }
    return content;
  }
}
