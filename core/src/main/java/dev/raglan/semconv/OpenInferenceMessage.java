package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;

/**
 * The keys of one message to or from a model in the OpenInference conventions.
 *
 * <p>A message is flattened: each of its values has a key that begins with the list's prefix and
 * the message's number, such as {@code llm.input_messages.0.message.role}. Source: the pages
 * "Semantic Conventions" and "Multimodal Attributes" of the OpenInference specification. Immutable.
 */
public final class OpenInferenceMessage {

  /** The messages to a model: a prefix. */
  public static final String INPUT_MESSAGES = "llm.input_messages";

  /** The messages from a model: a prefix. */
  public static final String OUTPUT_MESSAGES = "llm.output_messages";

  /** The messages whose keys are made once. */
  private static final int KEPT = 32;

  private static final OpenInferenceMessage[] OF_INPUT = firstOf(INPUT_MESSAGES);
  private static final OpenInferenceMessage[] OF_OUTPUT = firstOf(OUTPUT_MESSAGES);

  private final String prefix;
  private final AttributeKey<String> role;
  private final AttributeKey<String> content;

  private OpenInferenceMessage(String list, int number) {
    this.prefix = list + "." + number + ".message.";
    this.role = AttributeKey.stringKey(prefix + "role");
    this.content = AttributeKey.stringKey(prefix + "content");
  }

  private static OpenInferenceMessage[] firstOf(String list) {
    OpenInferenceMessage[] first = new OpenInferenceMessage[KEPT];
    Arrays.setAll(first, number -> new OpenInferenceMessage(list, number));
    return first;
  }

  private static OpenInferenceMessage of(OpenInferenceMessage[] first, String list, int number) {
    return number >= 0 && number < KEPT ? first[number] : new OpenInferenceMessage(list, number);
  }

  /** The keys of a message to a model, by its number from 0. */
  public static OpenInferenceMessage input(int number) {
    return of(OF_INPUT, INPUT_MESSAGES, number);
  }

  /** The keys of a message from a model, by its number from 0. */
  public static OpenInferenceMessage output(int number) {
    return of(OF_OUTPUT, OUTPUT_MESSAGES, number);
  }

  /** The role of the speaker. Type: string. Example: {@code user}. */
  public AttributeKey<String> role() {
    return role;
  }

  /** The text of a message that is text alone. Content. Type: string. Example: {@code Hello}. */
  public AttributeKey<String> content() {
    return content;
  }

  /** The speaker's name. Type: string. Example: {@code get_weather}. */
  public AttributeKey<String> name() {
    return AttributeKey.stringKey(prefix + "name");
  }

  /** The id of the tool call that the message answers. Type: string. Example: {@code call_mszu}. */
  public AttributeKey<String> toolCallId() {
    return AttributeKey.stringKey(prefix + "tool_call_id");
  }

  /**
   * The kind of a part: {@code text}, {@code image}, {@code audio}, {@code reasoning}. Type:
   * string. Example: {@code image}.
   */
  public AttributeKey<String> partType(int part) {
    return AttributeKey.stringKey(part(part) + "message_content.type");
  }

  /** The text of a part. Content. Type: string. Example: {@code What is this?}. */
  public AttributeKey<String> partText(int part) {
    return AttributeKey.stringKey(part(part) + "message_content.text");
  }

  /**
   * The address of the image of a part. Type: string. Example: {@code https://example.com/a.png}.
   */
  public AttributeKey<String> partImageUrl(int part) {
    return AttributeKey.stringKey(part(part) + "message_content.image.image.url");
  }

  /**
   * The address of the audio of a part. Type: string. Example: {@code https://example.com/a.mp3}.
   */
  public AttributeKey<String> partAudioUrl(int part) {
    return AttributeKey.stringKey(part(part) + "message_content.audio.audio.url");
  }

  /** The id of a tool call. Type: string. Example: {@code call_mszu}. */
  public AttributeKey<String> callId(int call) {
    return AttributeKey.stringKey(call(call) + "tool_call.id");
  }

  /** The name of the called tool. Type: string. Example: {@code get_weather}. */
  public AttributeKey<String> callName(int call) {
    return AttributeKey.stringKey(call(call) + "tool_call.function.name");
  }

  /**
   * The arguments of a tool call, as JSON. Content. Type: string. Example: {@code
   * {"city":"Paris"}}.
   */
  public AttributeKey<String> callArguments(int call) {
    return AttributeKey.stringKey(call(call) + "tool_call.function.arguments");
  }

  private String part(int number) {
    return prefix + "contents." + number + ".";
  }

  private String call(int number) {
    return prefix + "tool_calls." + number + ".";
  }
}
