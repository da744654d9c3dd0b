package dev.raglan.internal.foreign;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attachment of a message as a part of its content: its kind, and where its data are. */
final class MediaPart {

  /** The longest beginning of an address that tells that it is one. */
  private static final int LONGEST_SCHEME = 16;

  private MediaPart() {}

  /**
   * Returns the part.
   *
   * @param medium the kind, if the type does not tell it
   * @param data bytes, base64, or an address
   */
  static Map<String, Object> of(String medium, @Nullable String mimeType, @Nullable Object data) {
    Map<String, Object> source = new LinkedHashMap<>();
    if (mimeType != null) {
      source.put("media_type", mimeType);
    }
    if (data != null) {
      boolean isAddress = data instanceof URI || isAddress(data);
      source.put(isAddress ? "url" : "data", isAddress ? data.toString() : data);
    }
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", kind(medium, mimeType));
    part.put("source", source);
    return part;
  }

  private static boolean isAddress(Object data) {
    return data instanceof CharSequence text
        && text.toString().lastIndexOf("://", LONGEST_SCHEME) > 0;
  }

  private static String kind(String medium, @Nullable String mimeType) {
    String type = mimeType == null ? "" : mimeType.toLowerCase(Locale.ROOT);
    return List.of("image", "audio", "video").stream()
        .filter(each -> type.startsWith(each + "/"))
        .findFirst()
        .orElse(medium);
  }
}
