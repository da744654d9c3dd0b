package dev.raglan.internal.chat;

import dev.raglan.internal.message.Attachments;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what models that paint answer with: pictures by their kind and size, or address. */
final class ImageAnswers {

  /** The name that no bean has for anything else. */
  static final String[] DISTINCTIVE = {"generated_images"};

  /** The beginnings of pictures in PNG, JPEG, WebP and GIF, in base64 or as an address. */
  private static final Pattern PICTURE = Pattern.compile("iVBORw|/9j/|UklGR|R0lGOD|data:image/");

  private static final String[] DATA = {
    "b64_json", "base64", "bytes_base64_encoded", "image_bytes"
  };

  private ImageAnswers() {}

  /** Returns the pictures as one message; null for an answer of another kind. */
  static @Nullable Completion of(Shape shape, @Nullable Usage usage) {
    List<Shape> pictures = pictures(shape);
    String format = shape.text("output_format");
    List<Attachment> images = new ArrayList<>();
    for (Shape each : pictures) {
      Attachment image =
          image(each, shape.has("created"), format == null ? null : "image/" + format);
      if (image == null) {
        return null;
      }
      images.add(image);
    }
    if (images.isEmpty()) {
      return null;
    }
    MessageParts parts = new MessageParts(Messages.PIECES).attach(images);
    return new Completion(
        null,
        Completions.model(shape),
        parts.messages(Roles.ASSISTANT, null, null),
        List.of(),
        usage);
  }

  /** Returns the picture that an event brings; null for none. */
  static @Nullable Attachment painted(Shape event) {
    String format = event.text("output_format");
    return image(event, false, format == null ? null : "image/" + format);
  }

  private static List<Shape> pictures(Shape shape) {
    if (shape.has("created")) {
      return shape.list(Limits.PARTS, "data"); // Of OpenAI
    }
    boolean isAlone = !shape.has("role", "content") && !shape.has("prompt", "messages");
    return isAlone
        ? shape.list(Limits.PARTS, "images", "artifacts", "predictions", "generated_images")
        : List.of();
  }

  /** Amazon's and Stability's pictures are texts, those of others objects. */
  private static @Nullable Attachment image(
      Shape picture, boolean isCreated, @Nullable String mimeType) {
    String only = picture.asText();
    if (only != null) {
      return PICTURE.matcher(only).lookingAt() ? Attachments.inline("image", only, mimeType) : null;
    }
    Shape nested = picture.at("image"); // Of google-genai
    Shape image = nested == null || nested.isText() ? picture : nested;
    String stated = image.text("mime_type", "content_type");
    String known = stated == null ? mimeType : stated;
    Object data = image.get(DATA);
    if (data instanceof byte[] bytes) {
      return new Attachment("image", null, known, (long) bytes.length);
    }
    if (data != null) {
      return Attachments.inline("image", data.toString(), known);
    }
    String address = image.text("url", "gcs_uri");
    boolean isPicture = image.has("content_type", "revised_prompt") || image.has("gcs_uri");
    return address == null || !isPicture && !isCreated
        ? null
        : Attachments.at("image", address, known);
  }
}
