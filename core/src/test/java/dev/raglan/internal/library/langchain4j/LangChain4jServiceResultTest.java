package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.Result;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.model.Completion;
import org.junit.jupiter.api.Test;

/** The final response, which versions of LangChain4j newer than the oldest keep in a result. */
class LangChain4jServiceResultTest {

  @Test
  void tellsIdAndModelOfTheFinalResponse() {
    Result<String> result =
        Result.<String>builder()
            .content("Paris.")
            .finalResponse(
                ChatResponse.builder()
                    .aiMessage(AiMessage.from("Paris."))
                    .id("r-1")
                    .modelName("gpt-4o")
                    .build())
            .build();

    Completion read = BuiltIn.extractors(false).extract(result).completion();

    assertThat(read.responseId()).isEqualTo("r-1");
    assertThat(read.model()).isEqualTo("gpt-4o");
  }
}
