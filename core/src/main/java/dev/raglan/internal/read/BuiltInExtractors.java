package dev.raglan.internal.read;

import dev.raglan.internal.library.langchain4j.LangChain4j;
import dev.raglan.internal.library.springai.SpringAi;
import dev.raglan.internal.library.stainless.AnthropicJava;
import dev.raglan.internal.library.stainless.OpenAiJava;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.ResultExtractor;
import java.util.ArrayList;
import java.util.List;

/** Raglan's own extractors: for the libraries that are present, then by shape. */
final class BuiltInExtractors {

  private BuiltInExtractors() {}

  static List<ResultExtractor> extractors(Vectors vectors, Listing listing) {
    Shapes shapes = new Shapes(vectors);
    List<ResultExtractor> all = new ArrayList<>();
    all.add(new ModelExtractor(vectors));
    add("com.openai.core.ObjectMappers", () -> new OpenAiJava(shapes, vectors), all);
    add("com.anthropic.core.ObjectMappers", () -> new AnthropicJava(shapes), all);
    add("org.springframework.ai.chat.model.ChatResponse", () -> new SpringAi(shapes, vectors), all);
    add("dev.langchain4j.model.chat.response.ChatResponse", () -> new LangChain4j(vectors), all);
    all.add(new JsonExtractor(shapes, listing));
    all.add(new BeanExtractor(shapes));
    return all;
  }

  /** A library that is there in a version too old is as one that is not. */
  private static void add(
      String library, Safe.Source<ResultExtractor> source, List<ResultExtractor> all) {
    ResultExtractor extractor = Presence.of(library) ? Safe.orNull(source) : null;
    if (extractor != null) {
      all.add(extractor);
    }
  }
}
