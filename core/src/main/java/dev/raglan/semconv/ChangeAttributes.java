package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Attributes of the small span that carries a change of a span which has ended.
 *
 * <p>Source: Raglan, after Adaline's {@code update()} and Athina's update of logs.
 */
public final class ChangeAttributes {

  /**
   * The target of the change: {@code span}, {@code trace} or {@code reference}. Type: string.
   * Example: {@code trace}.
   */
  public static final AttributeKey<String> TARGET = AttributeKey.stringKey("raglan.update.target");

  /**
   * The trace that is changed, or whose span is. Type: string. Example: {@code
   * 0af7651916cd43dd8448eb211c80319c}.
   */
  public static final AttributeKey<String> TRACE_ID =
      AttributeKey.stringKey("raglan.update.trace_id");

  /** The span that is changed. Type: string. Example: {@code b7ad6b7169203331}. */
  public static final AttributeKey<String> SPAN_ID =
      AttributeKey.stringKey("raglan.update.span_id");

  /**
   * The application's own id of the call that is changed. Type: string. Example: {@code
   * order-4711}.
   */
  public static final AttributeKey<String> REFERENCE_ID =
      AttributeKey.stringKey("raglan.update.reference_id");

  /** The new name. Type: string. Example: {@code Chat Request}. */
  public static final AttributeKey<String> NAME = AttributeKey.stringKey("raglan.update.name");

  /** The new status. Type: string. Example: {@code success}. */
  public static final AttributeKey<String> STATUS = AttributeKey.stringKey("raglan.update.status");

  /** The tags to add. Type: string[]. Example: {@code ["reviewed"]}. */
  public static final AttributeKey<List<String>> TAGS =
      AttributeKey.stringArrayKey("raglan.update.tags");

  /** The attributes to set, as a JSON object. Type: string. Example: {@code {"tier":"gold"}}. */
  public static final AttributeKey<String> ATTRIBUTES =
      AttributeKey.stringKey("raglan.update.attributes");

  /**
   * The content to set, as a JSON object: {@code input} and {@code output}, and fields by their
   * names in lower case. Type: string. Example: {@code {"response":"A sleeve.","cost":0.002}}.
   */
  public static final AttributeKey<String> CONTENT =
      AttributeKey.stringKey("raglan.update.content");

  private ChangeAttributes() {}
}
