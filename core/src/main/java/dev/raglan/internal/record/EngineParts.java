package dev.raglan.internal.record;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CapturePolicy;
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
public record EngineParts(
    CapturePolicy policy,
    List<String> tags,
    JsonRenderer json,
    Renderer renderer,
    Extractors extractors) {

  public EngineParts {
    tags = List.copyOf(tags);
  }
}
