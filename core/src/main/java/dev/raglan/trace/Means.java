package dev.raglan.trace;

import dev.raglan.capture.CapturePolicy;
import dev.raglan.extract.Extractors;
import dev.raglan.json.JsonRenderer;
import dev.raglan.render.Renderer;
import java.util.List;

/**
 * What calls are captured and written with.
 *
 * @param policy what is captured where an annotation leaves it open
 * @param tags the tags put on every span
 * @param json writes values
 * @param renderer writes attributes
 * @param extractors read what the values of LLM libraries say
 */
record Means(
    CapturePolicy policy,
    List<String> tags,
    JsonRenderer json,
    Renderer renderer,
    Extractors extractors) {

  Means {
    tags = List.copyOf(tags);
  }
}
