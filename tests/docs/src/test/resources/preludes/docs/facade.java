import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;

interface ModelClient {
  String chat(List<String> messages);
}

abstract class Prelude {
  Raglan raglan;
  ModelClient client;
  List<String> messages;
  List<String> history;
  Flux<String> flux;
  String traceId;
  String answer;

  abstract String answer();

  abstract CompletableFuture<String> stage();
}
