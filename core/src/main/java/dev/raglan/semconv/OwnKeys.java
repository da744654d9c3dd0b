package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The boundary between the keys of the conventions that Raglan writes and all other ones, which are
 * the application's, or another library's.
 *
 * <p>Source: Raglan; the keys are those of the other types of this package.
 */
public final class OwnKeys {

  private static final List<String> PREFIXES =
      List.of(
          "gen_ai.",
          "raglan.",
          "openinference.",
          "langfuse.",
          "llm.",
          "embedding.",
          "reranker.",
          "retrieval.",
          "input.",
          "output.",
          "exception.");

  private static final Set<String> KEYS =
      Stream.<AttributeKey<?>>of(
              OpenInference.SESSION_ID,
              OpenInference.USER_ID,
              OpenInference.METADATA,
              OpenInference.TAGS,
              OpenInference.AGENT_NAME,
              OpenInference.PROMPT_ID,
              OpenInference.TOOL_NAME,
              OpenInference.TOOL_DESCRIPTION,
              OpenInference.TOOL_PARAMETERS,
              OpenInference.TOOL_CALL_ID,
              GenAi.SERVER_ADDRESS,
              GenAi.SERVER_PORT,
              ErrorAttributes.ERROR_TYPE,
              RaglanAttributes.ENVIRONMENT,
              RaglanAttributes.CODE_FUNCTION,
              RaglanAttributes.SERVICE_NAME)
          .map(AttributeKey::getKey)
          .collect(Collectors.toUnmodifiableSet());

  private OwnKeys() {}

  /** Returns true if no convention that Raglan writes has the key. */
  public static boolean isOwn(String key) {
    return !KEYS.contains(key) && PREFIXES.stream().noneMatch(key::startsWith);
  }
}
