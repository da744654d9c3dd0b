package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted.AskedModel;
import dev.raglan.internal.read.Vectors;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Cost;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Conversation;
import dev.raglan.spi.ModelOptions;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.ResponseInfo;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.SpanDescription.GenerationDescription;
import dev.raglan.spi.StreamSummary;
import dev.raglan.spi.TruncationCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A captured call that is being rendered. Used by one thread. */
final class Rendering implements RenderedCall {

  private static final int LONGEST_NUMBER = 32;

  private final Captured captured;
  private final CallWriter writer;
  private final Metering metering;
  private @Nullable Map<Field, Content> fields;
  private @Nullable Content input;
  private @Nullable Content inputByName;
  private @Nullable Content output;
  private @Nullable Conversation conversation;
  private @Nullable ResponseInfo response;
  private @Nullable ModelOptions options;
  private boolean optionsRead;
  private @Nullable HighestCounts leftOut;
  private @Nullable UsageAndCost metered;

  Rendering(Captured captured, CallWriter writer, Metering metering) {
    this.captured = captured;
    this.writer = writer;
    this.metering = metering;
  }

  /** Returns the values gathered from the call. */
  Captured captured() {
    return captured;
  }

  @Override
  public SpanDescription description() {
    return captured.description();
  }

  @Override
  public @Nullable StreamSummary stream() {
    return captured.stream();
  }

  @Override
  public Extraction readFromInput() {
    return captured.extracted().input();
  }

  @Override
  public Extraction readFromOutput() {
    Extraction read = captured.extracted().output();
    return read.embeddings() == null || embeddings() != null ? read : withoutEmbeddings(read);
  }

  /** Numbers alone are embeddings only where embeddings are asked for. */
  private static Extraction withoutEmbeddings(Extraction read) {
    return new Extraction(
        read.messages(),
        read.completion(),
        read.documents(),
        read.documentsLeftOut(),
        null,
        read.failure(),
        read.messagesLeftOut());
  }

  @Override
  public boolean hasBindings() {
    return !captured.bindings().isEmpty() || captured.extracted().asked() != null;
  }

  @Override
  public boolean callsModel() {
    return switch (description().type()) {
      case GENERATION, EMBEDDING, RERANKER -> true;
      default -> false;
    };
  }

  /** Returns true if there may be lists for attributes with a number in their key. */
  boolean hasLists() {
    return callsModel()
        || !readFromOutput().documents().isEmpty()
        || !readFromInput().documents().isEmpty();
  }

  @Override
  public @Nullable Usage usage() {
    return metered().usage();
  }

  @Override
  public @Nullable Cost cost() {
    return metered().cost();
  }

  private UsageAndCost metered() {
    if (metered == null) {
      metered = UsageAndCost.of(this, metering);
    }
    return metered;
  }

  @Override
  public ResponseInfo response() {
    if (response == null) {
      response = ResponseReader.read(this);
    }
    return response;
  }

  @Override
  public Conversation conversation() {
    if (conversation == null) {
      conversation = ConversationReader.read(this);
    }
    return conversation;
  }

  @Override
  public @Nullable ModelOptions options() {
    if (!optionsRead) {
      options = OptionsReader.read(this);
      optionsRead = true;
    }
    return options;
  }

  @Override
  public TruncationCounts leftOut() {
    if (leftOut == null) {
      leftOut = new HighestCounts();
    }
    return leftOut;
  }

  /** Writes the counts of what did not fit. */
  void writeLeftOut(AttributeSink sink) {
    if (leftOut != null) {
      leftOut.write(sink);
    }
  }

  @Override
  public CallWriter writer() {
    return writer;
  }

  @Override
  public @Nullable Content input() {
    if (input == null && captured.arguments() != null) {
      input = write(captured.arguments().asInput());
    }
    return input;
  }

  @Override
  public @Nullable Content inputByName() {
    if (inputByName == null && captured.arguments() != null) {
      inputByName = write(captured.arguments().byName());
    }
    return inputByName;
  }

  @Override
  public @Nullable Content output() {
    if (output == null && captured.output() != null) {
      output = write(withoutVectors(captured.output()));
    }
    return output;
  }

  /** Returns the embeddings that are the result of a call of a model; null for another result. */
  @Nullable Embeddings embeddings() {
    Extraction read = captured.extracted().output();
    Embeddings embeddings = read.embeddings();
    boolean isAnswer =
        embeddings != null
            && read.completion() == null
            && (embeddings.model() != null || embeddings.usage() != null);
    return isEmbedding() || (callsModel() && isAnswer) ? embeddings : null;
  }

  private boolean isEmbedding() {
    return description().type() == SpanType.EMBEDDING;
  }

  /** Returns what is written of a result: of embeddings never the numbers of their vectors. */
  private Object withoutVectors(Object value) {
    Embeddings read = embeddings();
    if (read == null && isEmbedding()) {
      Object tree = value instanceof RawJson raw ? JsonTree.parse(raw.json()) : value;
      read = tree == null ? null : Vectors.bare(tree);
    }
    return read == null ? value : Vectors.written(read);
  }

  @Override
  public @Nullable Content content(Field field) {
    Object bound = captured.bindings().get(field);
    Object value = bound == null ? asked(field) : bound;
    if (value == null) {
      return null;
    }
    if (fields == null) {
      fields = new HashMap<>(8); // A call binds few of the many fields.
    }
    Content content = fields.get(field);
    if (content == null) {
      content = write(field, field == Field.RESPONSE ? withoutVectors(value) : value);
      fields.put(field, content);
    }
    return content;
  }

  /**
   * Returns the model that calls below asked for, or its provider, where the span does not state
   * one; null for another field.
   */
  private @Nullable String asked(Field field) {
    AskedModel asked = captured.extracted().asked();
    if (asked == null || field != Field.MODEL && field != Field.PROVIDER) {
      return null;
    }
    GenerationDescription known = description().generation();
    boolean isModel = field == Field.MODEL;
    String stated = known == null ? null : isModel ? known.model() : known.provider();
    return stated != null ? null : isModel ? asked.name() : asked.provider();
  }

  @Override
  public @Nullable String text(Field field) {
    Content content = content(field);
    return content == null ? null : content.value();
  }

  @Override
  public @Nullable Long integer(Field field) {
    Number number = number(field);
    return number == null ? null : (Long) number.longValue();
  }

  @Override
  public @Nullable Double decimal(Field field) {
    Number number = number(field);
    return number == null ? null : (Double) AttributeWriter.decimal(number);
  }

  private @Nullable Number number(Field field) {
    Object value = captured.bindings().get(field);
    if (value instanceof Number number) {
      return number;
    }
    return value == null ? null : parsed(text(field));
  }

  private static @Nullable Number parsed(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  @Override
  public List<String> boundTags() {
    List<String> bound = texts(Field.TAGS);
    return bound.isEmpty() ? List.of() : Tags.union(description().tags(), bound);
  }

  @Override
  public List<String> texts(Field field) {
    Object value = captured.bindings().get(field);
    if (value instanceof RawJson raw) {
      return JsonTree.texts(raw.json());
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Collection<?> all) {
      all.stream()
          .limit(writer.limits().maxItems())
          .forEach(each -> texts.add(write(field, each).value()));
    } else if (value != null) {
      texts.add(write(field, value).value());
    }
    return texts;
  }

  /** Metadata, but for the application's own, are ids and names. */
  private Content write(Field field, @Nullable Object value) {
    boolean isName = !field.isContent() && field != Field.CUSTOM_ATTRIBUTES;
    return isName && value instanceof CharSequence text
        ? new Content(writer.values().name(text), false)
        : write(value);
  }

  private Content write(@Nullable Object value) {
    return writer.values().content(value);
  }
}
