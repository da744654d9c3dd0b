package dev.raglan.internal.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the scalars of a JSON array, or a JSON scalar, as texts. */
public final class JsonTexts {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonTexts() {}

  public static List<String> of(String json) {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          texts.add(parser.getText());
        }
      }
    } catch (IOException notJson) {
      texts.clear();
    }
    return texts;
  }
}
