package dev.raglan.spring.internal.web;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spring.internal.config.RaglanConfigurationException;
import dev.raglan.spring.properties.RaglanProperties;
import dev.raglan.trace.TraceContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the trace context that a web request carries, configured under {@code raglan.web}.
 *
 * @param settings which headers are read
 */
record RequestAttributes(RaglanProperties.Web settings) {

  /** Order of the filters: after Spring Security's at -100, which find out who is logged in. */
  static final int FILTER_ORDER = -50;

  /** Most characters of one value. */
  static final int MAX_LENGTH = 256;

  /** Most tags of a request. */
  static final int MAX_TAGS = 16;

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * Checks the settings.
   *
   * @throws RaglanConfigurationException if a header name is not valid, or no header is named
   */
  RequestAttributes {
    int headers =
        checkedHeader("session-header", settings.sessionHeader())
            + checkedHeader("customer-header", settings.customerHeader())
            + checkedHeader("user-header", settings.userHeader())
            + checkedHeader("tags-header", settings.tagsHeader());
    if (headers == 0 && !settings.userFromPrincipal()) {
      throw new RaglanConfigurationException(
          "raglan.web.enabled",
          true,
          "no request header is configured",
          "Set raglan.web.session-header, customer-header, user-header, tags-header or"
              + " user-from-principal, or leave raglan.web.enabled out.");
    }
  }

  private static int checkedHeader(String property, @Nullable String name) {
    if (name != null && !HEADER.matcher(name).matches()) {
      throw new RaglanConfigurationException(
          "raglan.web." + property,
          name,
          "it is not a valid HTTP header name",
          "Set it to the name of a request header, such as X-Session-Id.");
    }
    return name == null ? 0 : 1;
  }

  /** Returns true if the user is the one who is logged in. */
  boolean needPrincipal() {
    return settings.userFromPrincipal();
  }

  /**
   * Reads a request. Does not throw.
   *
   * @param headers gives the value of a header; null if there is none
   * @param principal gives the name of who is logged in; null for nobody
   */
  TraceContext read(UnaryOperator<@Nullable String> headers, Supplier<@Nullable String> principal) {
    return Safe.orElse(() -> attributes(headers, principal), TraceContext.EMPTY);
  }

  private TraceContext attributes(
      UnaryOperator<@Nullable String> headers, Supplier<@Nullable String> principal) {
    String loggedIn = needPrincipal() ? printable(principal.get()) : null;
    return TraceContext.builder()
        .sessionId(printable(value(settings.sessionHeader(), headers)))
        .customerId(printable(value(settings.customerHeader(), headers)))
        .customerUserId(
            loggedIn == null ? printable(value(settings.userHeader(), headers)) : loggedIn)
        .tags(tags(value(settings.tagsHeader(), headers)))
        .build();
  }

  private static @Nullable String value(
      @Nullable String header, UnaryOperator<@Nullable String> headers) {
    return header == null ? null : headers.apply(header);
  }

  private static List<String> tags(@Nullable String value) {
    return value == null
        ? List.of()
        : COMMA
            .splitAsStream(value)
            .limit(MAX_TAGS)
            .flatMap(tag -> Stream.ofNullable(printable(tag)))
            .toList();
  }

  /** Returns the value without unprintable characters and cut to size; null if none is left. */
  static @Nullable String printable(@Nullable String value) {
    if (value == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder();
    value
        .strip()
        .codePoints()
        .filter(RequestAttributes::isPrintable)
        .limit(MAX_LENGTH)
        .forEach(kept::appendCodePoint);
    return kept.isEmpty() ? null : kept.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
