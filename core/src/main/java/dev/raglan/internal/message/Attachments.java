package dev.raglan.internal.message;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message.Attachment;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes the parts of a message besides text, without copying them. */
public final class Attachments {

  private static final String DATA = "data:";

  private Attachments() {}

  /** Returns an attachment at a URI, or inline in a {@code data:} URI. */
  public static Attachment at(String modality, @Nullable String uri, @Nullable String mimeType) {
    if (uri == null || !uri.regionMatches(true, 0, DATA, 0, DATA.length())) {
      return new Attachment(modality, uri, mimeType, null);
    }
    int comma = uri.indexOf(',');
    int header = comma < 0 ? DATA.length() : comma;
    int end = uri.indexOf(';');
    String declared = uri.substring(DATA.length(), end < 0 || end > header ? header : end);
    boolean base64 = uri.substring(0, header).toLowerCase(Locale.ROOT).endsWith(";base64");
    int length = uri.length() - header - 1;
    return new Attachment(
        modality,
        null,
        declared.isEmpty() ? mimeType : declared,
        (long) (base64 ? decoded(length) : length));
  }

  /** Returns an attachment that is inline in base64. */
  public static Attachment inline(
      String modality, @Nullable String base64, @Nullable String mimeType) {
    boolean isUri = base64 != null && base64.startsWith(DATA);
    if (base64 == null || isUri) {
      return at(modality, base64, mimeType);
    }
    return new Attachment(modality, null, mimeType, (long) decoded(base64.length()));
  }

  /**
   * Returns how many bytes data have, about.
   *
   * @param data base64, bytes, or a list of such
   * @return 0 if it cannot be told, null for no data
   */
  public static @Nullable Long size(@Nullable Object data) {
    if (data instanceof List<?> list) {
      Long all = null;
      for (Object each : list) {
        all = GrowingReasoning.sum(all, sizeOfOne(each));
      }
      return all;
    }
    return sizeOfOne(data);
  }

  private static @Nullable Long sizeOfOne(@Nullable Object data) {
    if (data instanceof CharSequence base64) {
      return base64.isEmpty() ? null : (Long) (long) decoded(base64.length());
    }
    return data == null ? null : (Long) (data instanceof byte[] raw ? raw.length : 0L);
  }

  private static int decoded(int base64Length) {
    return Math.max(0, (int) (base64Length * 3L / 4));
  }

  /** Returns the modality of a MIME type. */
  public static String modality(@Nullable String mimeType) {
    String type = mimeType == null ? "" : mimeType.toLowerCase(Locale.ROOT);
    int slash = type.indexOf('/');
    String family = slash < 0 ? type : type.substring(0, slash);
    return switch (family) {
      case "image", "audio", "video" -> family;
      default -> "file";
    };
  }

  /**
   * Returns the attachment that a part of a message holds, in the form of OpenAI or Anthropic; null
   * if the part is of another kind.
   */
  static @Nullable Attachment of(String type, Shape part) {
    return switch (type) {
      case "image_url", "input_image" -> image(part);
      case "input_audio" -> audio(part);
      case "audio" -> part.has("source") ? source("audio", part) : audio(part);
      case "document_url" -> linked("file", part.at(type));
      case "video_url" -> linked("video", part.at(type));
      case "file", "input_file" -> file(part);
      case "image", "document" -> source(type.equals("image") ? "image" : "file", part);
      case "video" -> part.has("source") ? source("video", part) : null;
      default -> null;
    };
  }

  /**
   * Returns the attachment of a part without a type, in the form of Gemini or of Bedrock; null if
   * the part is of another kind.
   */
  static @Nullable Attachment untyped(Shape part) {
    Shape data = part.at("inline_data");
    if (data != null) {
      String mimeType = data.text("mime_type");
      return inline(modality(mimeType), data.text("data"), mimeType);
    }
    Shape file = part.at("file_data");
    if (file != null && !file.isText()) {
      String mimeType = file.text("mime_type");
      return at(modality(mimeType), file.text("file_uri"), mimeType);
    }
    for (String kind : List.of("image", "audio", "video", "document")) {
      Shape media = part.at(kind);
      if (media != null && media.has("source")) {
        String format = media.text("format");
        String modality = kind.equals("document") ? "file" : kind;
        String mimeType = format == null || modality.equals("file") ? null : kind + "/" + format;
        return source(modality, mimeType, media.at("source"));
      }
    }
    return null;
  }

  private static @Nullable Attachment linked(String modality, @Nullable Shape link) {
    return link == null
        ? null
        : at(modality, link.isText() ? link.asText() : link.text("url"), null);
  }

  private static Attachment image(Shape part) {
    Shape image = part.at("image_url");
    String uri = image == null ? null : image.isText() ? image.asText() : image.text("url");
    return at("image", uri == null ? fileUri(part) : uri, null);
  }

  private static Attachment audio(Shape part) {
    Shape audio = part.at("input_audio");
    String format = audio == null ? null : audio.text("format");
    String data = audio == null ? null : audio.text("data");
    return inline("audio", data, format == null ? null : "audio/" + format);
  }

  private static Attachment file(Shape part) {
    Shape nested = part.at("file");
    Shape file = nested == null ? part : nested;
    String data = file.text("file_data", "bytes");
    String uri = file.text("file_url", "url", "uri");
    String mimeType = file.text("media_type", "mime_type");
    String kind = mimeType == null ? "file" : modality(mimeType);
    return data == null
        ? at(kind, uri == null ? fileUri(file) : uri, mimeType)
        : inline(kind, data, mimeType);
  }

  private static @Nullable String fileUri(Shape file) {
    return file.text("file_id");
  }

  /** Data stand in a source, or, as MCP has it, in the part itself. */
  private static Attachment source(String modality, Shape part) {
    Shape source = part.at("source");
    return source == null && part.has("data")
        ? source(modality, part.text("mime_type"), part)
        : source(modality, null, source);
  }

  private static Attachment source(
      String modality, @Nullable String mimeType, @Nullable Shape source) {
    if (source == null) {
      return new Attachment(modality, null, mimeType, null);
    }
    String stated = source.text("media_type");
    String known = stated == null ? mimeType : stated;
    Object bytes = source.get("bytes", "data");
    if (bytes instanceof byte[] raw) {
      return new Attachment(modality, null, known, (long) raw.length);
    }
    String data = bytes instanceof CharSequence text ? text.toString() : null;
    Shape stored = source.at("s3_location"); // Of Bedrock
    String uri =
        stored == null || stored.isText()
            ? source.text("url", "file_id", "uri")
            : stored.text("uri");
    return data == null ? at(modality, uri, known) : inline(modality, data, known);
  }
}
