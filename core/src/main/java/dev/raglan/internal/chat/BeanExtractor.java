package dev.raglan.internal.chat;

import dev.raglan.internal.read.ShapeExtractor;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads any record or bean that has the shape of a request, a response, a message or a document.
 */
public final class BeanExtractor implements ShapeExtractor {

  private final Shapes shapes;

  public BeanExtractor(Shapes shapes) {
    this.shapes = shapes;
  }

  @Override
  public boolean supports(Class<?> type) {
    return shapes.canRead(type);
  }

  @Override
  public Extraction extract(Object value) {
    return shapes.read(value);
  }

  @Override
  public Map<String, Object> settings(Object request) {
    return RequestSettings.of(shapes.of(request));
  }

  @Override
  public @Nullable ChunkReader chunks(Object first) {
    return shapes.chunks(shapes.of(first));
  }
}
