package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import org.jspecify.annotations.Nullable;

/** Chunks that are their own only choice: a text, and at the end why the model stopped. */
final class LoneChoice {

  private static final String[] TEXTS = {"text", "response", "generation", "output_text", "result"};

  private LoneChoice() {}

  static boolean isChunk(Shape shape) {
    return isOfOllama(shape)
        || isOfInvokeModel(shape)
        || isOfCloudflare(shape)
        || isOfErnie(shape)
        || isOfInference(shape)
        || isOfLlamaServer(shape);
  }

  /** Ollama's answer says whether it is done. */
  private static boolean isOfOllama(Shape shape) {
    return shape.get("done") instanceof Boolean
        && shape.text("model") != null
        && shape.has("message", "response");
  }

  /** The chunks of Llama and of Titan that Bedrock's InvokeModel streams have a text each. */
  private static boolean isOfInvokeModel(Shape shape) {
    return shape.text("generation") != null && shape.states("generation_token_count")
        || shape.text("output_text") != null && shape.states("completion_reason");
  }

  /** Cloudflare pads its chunks, so that their lengths tell nothing. */
  private static boolean isOfCloudflare(Shape shape) {
    return shape.text("response") != null && shape.text("p") != null;
  }

  private static boolean isOfErnie(Shape shape) {
    return shape.text("result") != null && shape.get("is_end") instanceof Boolean;
  }

  /** Text generation inference sends a token each, and with the last one the whole text. */
  private static boolean isOfInference(Shape shape) {
    Shape token = shape.at("token");
    return token != null && !token.isText() && token.get("special") instanceof Boolean;
  }

  /** llama.cpp's server says of each chunk whether it is the last. */
  private static boolean isOfLlamaServer(Shape shape) {
    return shape.get("stop") instanceof Boolean
        && shape.text("content") != null
        && shape.has("tokens_predicted", "id_slot");
  }

  /** Returns true for what may be the last chunk, but no first one. */
  static boolean isText(Shape shape) {
    return isChunk(shape) || shape.text("response") != null && !shape.has("choices");
  }

  /** Returns the text of a choice that has no message. */
  static @Nullable String text(Shape choice) {
    Shape token = choice.at("token");
    if (token == null || token.isText()) {
      return choice.text(TEXTS);
    }
    return Boolean.TRUE.equals(token.get("special")) ? null : token.text("text");
  }
}
