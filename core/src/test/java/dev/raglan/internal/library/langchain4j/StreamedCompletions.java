package dev.raglan.internal.library.langchain4j;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A server that streams as OpenAI's does: first the calls of tools if there are any, round by
 * round, and an answer once it is given all their results.
 */
final class StreamedCompletions implements AutoCloseable {

  /** A tool that the model asks for. */
  record Asked(String name, String arguments) {}

  private static final String USAGE =
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o",\
      "choices":[],"usage":{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105}}

      """;

  private final MockWebServer server = new MockWebServer();

  /**
   * @param rounds the tools of each round
   */
  @SafeVarargs
  StreamedCompletions(List<Asked>... rounds) throws IOException {
    List<String> calls =
        Arrays.stream(rounds)
            .filter(tools -> !tools.isEmpty())
            .map(tools -> events(toolCalls(tools), "tool_calls"))
            .toList();
    String answer = events(List.of("{\"content\":\"It is \"}", "{\"content\":\"sunny.\"}"), "stop");
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            int done = request.getBody().utf8().split("\"tool_calls\"", -1).length - 1;
            return new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body(done < calls.size() ? calls.get(done) : answer)
                .build();
          }
        });
    server.start();
  }

  String url() {
    return server.url("/v1").toString();
  }

  private static List<String> toolCalls(List<Asked> tools) {
    return IntStream.range(0, tools.size())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    """
                    {"tool_calls":[{"index":%d,"id":"call_%d","type":"function",\
                    "function":{"name":"%s","arguments":"%s"}}]}""",
                    i,
                    i,
                    tools.get(i).name(),
                    tools.get(i).arguments().replace("\"", "\\\"")))
        .toList();
  }

  private static String events(List<String> deltas, String reason) {
    return deltas.stream().map(delta -> event(delta, "null")).collect(Collectors.joining())
        + event("{}", "\"" + reason + "\"")
        + USAGE
        + "data: [DONE]\n\n";
  }

  private static String event(String delta, String reason) {
    return String.format(
        Locale.ROOT,
        """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o",\
        "choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

        """,
        delta,
        reason);
  }

  @Override
  public void close() {
    server.close();
  }
}
