package loops;

import dev.raglan.annotation.Generation;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.tool.annotation.Tool;
import reactor.core.publisher.Flux;

/** Asks the model in every way that a client has. */
public class Assistant {

  public record City(String city) {}

  /** The tool that the model asks for. */
  public static class Weather {

    @Tool(description = "Returns the weather.")
    public String weather() {
      return "sunny";
    }
  }

  private final ChatClient client;

  Assistant(ChatClient client) {
    this.client = client;
  }

  private ChatClient.ChatClientRequestSpec asked(String question) {
    return client.prompt().user(question).tools(new Weather());
  }

  @Generation(provider = "openai")
  public String text(String question) {
    return asked(question).call().content();
  }

  @Generation(provider = "openai")
  public City entity(String question) {
    return asked(question).call().entity(City.class);
  }

  @Generation(provider = "openai")
  public ChatResponse response(String question) {
    return asked(question).call().chatResponse();
  }

  @Generation(provider = "openai")
  public ChatClientResponse clientResponse(String question) {
    return asked(question).call().chatClientResponse();
  }

  @Generation(provider = "openai")
  public Flux<String> texts(String question) {
    return asked(question).stream().content();
  }

  @Generation(provider = "openai")
  public Flux<ChatResponse> responses(String question) {
    return asked(question).stream().chatResponse();
  }

  @Generation(provider = "openai")
  public Flux<ChatClientResponse> clientResponses(String question) {
    return asked(question).stream().chatClientResponse();
  }
}
