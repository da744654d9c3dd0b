package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Results that a method does not return but hands to a handler among its arguments. */
abstract class CallbackContract extends ContractGroup {

  private final ChatResponse answer =
      ChatResponse.builder().aiMessage(AiMessage.from("done")).build();

  CallbackContract(Weaver weaver) {
    super(weaver);
  }

  /** Keeps the handler that the method is given, for the library to call it later. */
  private static final class Kept implements StreamingChatResponseHandler {

    private final List<Object> heard = new ArrayList<>();
    private @Nullable StreamingChatResponseHandler given;

    void keep(StreamingChatResponseHandler handler) {
      given = handler;
    }

    StreamingChatResponseHandler given() {
      assertThat(given).isNotNull();
      return given;
    }

    @Override
    public void onPartialResponse(String text) {
      heard.add(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      heard.add(response);
    }

    @Override
    public void onError(Throwable error) {
      heard.add(error);
    }
  }

  private Kept called() {
    Kept kept = new Kept();
    traced(Later.class, TracedLater::new).toHandler(kept::keep, kept);
    return kept;
  }

  @Test
  void endsTheSpanWithTheAnswer() {
    Kept kept = called();

    assertThat(spans()).isEmpty();
    kept.given().onPartialResponse("do");
    kept.given().onPartialResponse("ne");
    assertThat(spans()).isEmpty();
    kept.given().onCompleteResponse(answer);

    assertThat(kept.heard).containsExactly("do", "ne", answer);
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STREAM_CHUNKS, 2L);
    assertThat(input(span())).isNull();
  }

  @Test
  void endsTheSpanWithTheErrorThatTheHandlerIsTold() {
    IllegalStateException error = new IllegalStateException("boom");

    Kept kept = called();
    kept.given().onError(error);

    assertThat(kept.heard).containsExactly(error);
    assertThat(span()).hasStatus(failure("boom"));
  }

  @Test
  void endsTheSpanWithWhatIsThrownBeforeThereIsAnAnswer() {
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(
            () ->
                traced(Later.class, TracedLater::new)
                    .toHandler(
                        handler -> {
                          throw thrown;
                        },
                        new Kept()))
        .isSameAs(thrown);

    assertThat(span()).hasException(thrown);
  }
}
