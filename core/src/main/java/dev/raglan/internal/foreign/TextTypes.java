package dev.raglan.internal.foreign;

import org.jspecify.annotations.Nullable;

/** Types of other libraries that are one text: addresses, sizes, ranges, times. */
final class TextTypes {

  private TextTypes() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case "com.google.common.collect.Range",
          "com.google.common.collect.RangeSet",
          "com.google.common.hash.HashCode",
          "com.google.common.net.HostAndPort",
          "com.google.common.net.MediaType",
          "kotlin.ranges.CharProgression",
          "kotlin.ranges.ClosedRange",
          "kotlin.ranges.IntProgression",
          "kotlin.ranges.LongProgression",
          "kotlin.text.Regex",
          "kotlin.time.Instant",
          "kotlin.uuid.Uuid",
          "kotlinx.datetime.Instant",
          "kotlinx.datetime.LocalDate",
          "kotlinx.datetime.LocalDateTime",
          "kotlinx.datetime.LocalTime",
          "okhttp3.HttpUrl",
          "okhttp3.MediaType",
          "org.apache.kafka.clients.producer.RecordMetadata",
          "org.apache.kafka.common.TopicPartition",
          "org.bson.types.Symbol",
          "org.joda.time.ReadableDuration",
          "org.joda.time.ReadableInstant",
          "org.joda.time.ReadableInterval",
          "org.joda.time.ReadablePartial",
          "org.joda.time.ReadablePeriod",
          "org.springframework.data.domain.Range",
          "org.springframework.data.domain.Sort",
          "org.springframework.util.MimeType",
          "org.springframework.util.unit.DataSize",
          "org.springframework.web.util.UriComponents",
          "scala.concurrent.duration.Duration" ->
          (owner, type) -> Object::toString;
      case "kotlin.Unit" -> (owner, type) -> value -> null;
      default -> null;
    };
  }
}
