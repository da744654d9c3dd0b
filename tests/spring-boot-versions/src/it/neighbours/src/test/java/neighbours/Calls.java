package neighbours;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * What an application does in a request, in the form of one kind of web application.
 *
 * @param <W> work that is yet to be done
 */
interface Calls<W> {

  String INPUT_TOKENS = "gen_ai.usage.input_tokens";

  /** Notes whose ids a line of the log has. */
  W look(String place);

  W traced(W below);

  W inner(W below);

  W generation(W below);

  W observed(Observation observation, W below);

  /** Sends a request, from within the client's own span. */
  W client();

  /** Starts a span of OpenTelemetry's. */
  W plain();

  /** Calls a traced method as a controller does before it returns. */
  W call();

  /** Calls a traced method on another thread. */
  W later();

  W after(W first, W next);

  ObservationRegistry registry();

  default W observed(W below) {
    return observed(Observation.createNotStarted("observed", registry()), below);
  }

  /** As Spring AI observes the call of a model. */
  default W chat() {
    Observation call =
        Observation.createNotStarted("gen_ai.client.operation", registry())
            .contextualName("chat")
            .lowCardinalityKeyValue("gen_ai.response.model", "gpt-4o")
            .highCardinalityKeyValue(INPUT_TOKENS, "1117")
            .highCardinalityKeyValue("gen_ai.usage.output_tokens", "246");
    return observed(call, look("chat"));
  }
}
