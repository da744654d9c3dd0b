package dev.raglan.spring;

import dev.raglan.internal.safe.Safe;
import dev.raglan.trace.TraceContext;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a web request says of its spans, as an application configures it under {@code raglan.web}.
 *
 * @param settings which headers are read
 */
record RequestWords(RaglanProperties.Web settings) {

  /** Most characters of a word. */
  static final int MAX_LENGTH = 256;

  /** Most tags of a request. */
  static final int MAX_TAGS = 16;

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * Checks the settings.
   *
   * @throws RaglanConfigurationException if a name is none, or nothing would be read
   */
  RequestWords {
    int headers =
        checkedHeader("session-header", settings.sessionHeader())
            + checkedHeader("customer-header", settings.customerHeader())
            + checkedHeader("user-header", settings.userHeader())
            + checkedHeader("tags-header", settings.tagsHeader());
    if (headers == 0 && !settings.userFromPrincipal()) {
      throw new RaglanConfigurationException(
          "raglan.web.enabled",
          true,
          "nothing is to be read from requests",
          "Set raglan.web.session-header or one of the others there, or leave it out.");
    }
  }

  private static int checkedHeader(String property, @Nullable String name) {
    if (name != null && !HEADER.matcher(name).matches()) {
      throw new RaglanConfigurationException(
          "raglan.web." + property,
          name,
          "it is no name of a header",
          "Use a name as HTTP has it, such as X-Session-Id.");
    }
    return name == null ? 0 : 1;
  }

  /** Whether it matters who is logged in. */
  boolean needPrincipal() {
    return settings.userFromPrincipal();
  }

  /**
   * What is known. Does not throw.
   *
   * @param headers gives the value of a header; null if there is none
   * @param principal gives the name of who is logged in; null for nobody
   */
  TraceContext read(UnaryOperator<@Nullable String> headers, Supplier<@Nullable String> principal) {
    return Safe.orElse(() -> words(headers, principal), TraceContext.EMPTY);
  }

  private TraceContext words(
      UnaryOperator<@Nullable String> headers, Supplier<@Nullable String> principal) {
    String loggedIn = needPrincipal() ? word(principal.get()) : null;
    return TraceContext.builder()
        .sessionId(word(value(settings.sessionHeader(), headers)))
        .customerId(word(value(settings.customerHeader(), headers)))
        .customerUserId(loggedIn == null ? word(value(settings.userHeader(), headers)) : loggedIn)
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
            .flatMap(tag -> Stream.ofNullable(word(tag)))
            .toList();
  }

  /** What a stranger wrote, fit to be looked at; null if nothing is left of it. */
  static @Nullable String word(@Nullable String written) {
    if (written == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder();
    written
        .strip()
        .codePoints()
        .filter(RequestWords::isPrintable)
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
