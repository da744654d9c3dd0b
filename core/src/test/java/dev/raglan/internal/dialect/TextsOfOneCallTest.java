package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that several dialects write are redacted once, and hidden by each of them. */
class TextsOfOneCallTest {

  private final List<String> asked = new ArrayList<>();

  private Attributes render(int messages, Redactor redactor) {
    List<Message> prompt =
        IntStream.range(0, messages)
            .mapToObj(i -> Message.of("user", "A question of Ann's, the " + i + "th"))
            .toList();
    Completion answer =
        new Completion(
            null,
            "gpt-4o",
            List.of(Message.of("assistant", "An answer for Ann, in one text")),
            List.of("stop"),
            null);
    JsonRenderer json = JsonRenderer.builder().redactor(redactor).build();
    AttributesBuilder attributes = Attributes.builder();
    new Renderer(Dialects.withOwn(Dialects.defaults()), json)
        .render(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.of(prompt), Extraction.of(answer))
                .build(),
            attributes::put);
    return attributes.build();
  }

  @Test
  void eachTextIsRedactedOnceForAllDialects() {
    Attributes attributes =
        render(
            3,
            text -> {
              asked.add(text);
              return text;
            });

    assertThat(attributes.toString().split("An answer for Ann", -1)).hasSize(4);
    for (String text : List.of("A question of Ann's, the 0th", "An answer for Ann, in one text")) {
      assertThat(Collections.frequency(asked, text)).as(text).isEqualTo(1);
    }
  }

  @Test
  void whatARedactorHidesIsHiddenInEachDialectHoweverManyTextsThereAre() {
    for (int messages : new int[] {1, 2, 15, 16, 17, 40}) {
      Attributes attributes = render(messages, text -> text.replace("Ann", "A."));

      assertThat(attributes.toString())
          .contains("A question of A.'s, the 0th")
          .contains("for A., in one text")
          .doesNotContain("Ann");
    }
  }

  @Test
  void aTextOfOneCallIsRedactedAnewForTheNext() {
    String[] name = {"Ann"};
    Redactor redactor = text -> text.replace(name[0], "X.");
    assertThat(render(1, redactor).toString()).doesNotContain("Ann");

    name[0] = "question";
    assertThat(render(1, redactor).toString()).doesNotContain("question");
  }
}
