package dev.raglan.internal.library;

import java.util.List;

/** Responses as the providers' servers send them. */
public final class Recorded {

  public static final String CHAT_COMPLETION =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1741569952,
       "model":"gpt-4o-2024-08-06",
       "choices":[{"index":0,"message":{"role":"assistant","content":"Paris.","refusal":null,
         "annotations":[]},"logprobs":null,"finish_reason":"stop"}],
       "usage":{"prompt_tokens":120,"completion_tokens":40,"total_tokens":160,
         "prompt_tokens_details":{"cached_tokens":100,"audio_tokens":0},
         "completion_tokens_details":{"reasoning_tokens":32,"audio_tokens":0,
           "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},
       "service_tier":"default","system_fingerprint":"fp_1"}
      """;

  public static final String CHAT_TOOL_CALL =
      """
      {"id":"chatcmpl-3","object":"chat.completion","created":1741569952,"model":"gpt-4o",
       "choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,
         "tool_calls":[{"id":"call_1","type":"function",
           "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
         "logprobs":null,"finish_reason":"tool_calls"}]}
      """;

  public static final List<String> CHAT_CHUNKS =
      List.of(
          chunk("{\"role\":\"assistant\",\"content\":\"Let\"}", "null"),
          chunk("{\"content\":\" me\"}", "null"),
          chunk("{\"content\":\" look.\"}", "null"),
          chunk(
              "{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                  + "\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}]}",
              "null"),
          chunk(
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}",
              "null"),
          chunk(
              "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]}",
              "null"),
          chunk(
              "{\"tool_calls\":[{\"index\":1,\"id\":\"call_2\",\"type\":\"function\","
                  + "\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}]}",
              "null"),
          chunk("{}", "\"tool_calls\""),
          "{\"id\":\"chatcmpl-2\",\"object\":\"chat.completion.chunk\",\"created\":1,"
              + "\"model\":\"gpt-4o-mini\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,"
              + "\"completion_tokens\":5,\"total_tokens\":14}}");

  private static final String OUTPUT =
      """
      [{"id":"rs_1","type":"reasoning",
        "summary":[{"type":"summary_text","text":"The user wants the weather."}]},
       {"id":"fc_1","type":"function_call","call_id":"call_9","name":"weather",
        "arguments":"{\\"city\\":\\"Paris\\"}","status":"completed"},
       {"id":"msg_1","type":"message","role":"assistant","status":"completed",
        "content":[{"type":"output_text","text":"It is sunny.","annotations":[]}]}]
      """;

  public static final String RESPONSE = response("completed", OUTPUT);

  public static final List<String> RESPONSE_EVENTS =
      List.of(
          "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":"
              + response("in_progress", "[]")
              + "}",
          "{\"type\":\"response.output_item.done\",\"sequence_number\":1,\"output_index\":1,"
              + "\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"call_id\":\"call_9\","
              + "\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\","
              + "\"status\":\"completed\"}}",
          textDelta(2, "It"),
          textDelta(3, " is"),
          textDelta(4, " sunny."),
          "{\"type\":\"response.completed\",\"sequence_number\":5,\"response\":" + RESPONSE + "}");

  public static final String EMBEDDINGS =
      """
      {"object":"list","model":"text-embedding-3-small",
       "data":[{"object":"embedding","index":0,"embedding":[0.12345678,-0.5,0.25]},
               {"object":"embedding","index":1,"embedding":[1.0,2.0,3.0]}],
       "usage":{"prompt_tokens":8,"total_tokens":8}}
      """;

  public static final String ANTHROPIC_MESSAGE =
      """
      {"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-20250514",
       "content":[{"type":"thinking","thinking":"Easy.","signature":"EqQB"},
         {"type":"text","text":"It is ","citations":null},
         {"type":"text","text":"Paris.","citations":null},
         {"type":"tool_use","id":"toolu_1","name":"map","input":{"city":"Paris"}}],
       "stop_reason":"tool_use","stop_sequence":null,
       "usage":{"input_tokens":20,"cache_creation_input_tokens":30,
         "cache_read_input_tokens":50,"output_tokens":15,"service_tier":"standard"}}
      """;

  public static final List<String> ANTHROPIC_EVENTS =
      List.of(
          "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_02\",\"type\":\"message\","
              + "\"role\":\"assistant\",\"model\":\"claude-sonnet-4-20250514\",\"content\":[],"
              + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":20,"
              + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":50,"
              + "\"output_tokens\":1}}}",
          "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\","
              + "\"thinking\":\"\",\"signature\":\"\"}}",
          "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\","
              + "\"thinking\":\"Easy.\"}}",
          "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\","
              + "\"signature\":\"EqQB\"}}",
          "{\"type\":\"content_block_stop\",\"index\":0}",
          "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\","
              + "\"text\":\"\",\"citations\":null}}",
          "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\","
              + "\"text\":\"It is \"}}",
          "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\","
              + "\"text\":\"Paris.\"}}",
          "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\","
              + "\"id\":\"toolu_1\",\"name\":\"map\",\"input\":{}}}",
          "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\","
              + "\"partial_json\":\"{\\\"city\\\":\"}}",
          "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\","
              + "\"partial_json\":\"\\\"Paris\\\"}\"}}",
          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\","
              + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}",
          "{\"type\":\"message_stop\"}");

  private Recorded() {}

  private static String chunk(String delta, String finishReason) {
    return "{\"id\":\"chatcmpl-2\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}],\"usage\":null}";
  }

  private static String textDelta(int number, String text) {
    return "{\"type\":\"response.output_text.delta\",\"sequence_number\":"
        + number
        + ",\"item_id\":\"msg_1\",\"output_index\":2,\"content_index\":0,\"logprobs\":[],"
        + "\"delta\":\""
        + text
        + "\"}";
  }

  private static String response(String status, String output) {
    return """
        {"id":"resp_1","object":"response","created_at":1741476542,"status":"%s","error":null,
         "incomplete_details":null,"instructions":null,"metadata":{},"model":"gpt-5",
         "output":%s,"parallel_tool_calls":true,"temperature":1.0,"tool_choice":"auto",
         "tools":[],"top_p":1.0,
         "usage":{"input_tokens":80,"input_tokens_details":{"cached_tokens":64},
           "output_tokens":30,"output_tokens_details":{"reasoning_tokens":20},
           "total_tokens":110}}
        """
        .formatted(status, output);
  }
}
