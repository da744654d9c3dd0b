package dev.raglan.client;

import static dev.raglan.client.Clients.NOON;
import static dev.raglan.client.Clients.span;
import static dev.raglan.client.Clients.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.model.ScaleSpanType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanSearchTest {

  private final SpansApiServer server = SpansApiServer.start();
  private final SpansClient client = Clients.of(server).build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static List<String> ids(List<StoredSpan> spans) {
    return spans.stream().map(StoredSpan::id).toList();
  }

  private static SpanSearch.Builder search() {
    return SpanSearch.builder();
  }

  /** Each filter with its name in the body, and what it finds among the spans a, b and c. */
  static Stream<Arguments> filters() {
    return Stream.of(
        Arguments.of(
            "application_variant_ids", search().applicationVariantIds("v-b"), List.of("b")),
        Arguments.of("excluded_span_ids", search().excludedSpanIds("a", "c"), List.of("b")),
        Arguments.of("excluded_trace_ids", search().excludedTraceIds("t-2"), List.of("a", "b")),
        Arguments.of(
            "extra_metadata", search().extraMetadata(Map.of("team", "x", "n", 1)), List.of("c")),
        Arguments.of("group_id", search().groupId("g"), List.of("b", "c")),
        Arguments.of("names", search().names("span a", "span c"), List.of("a", "c")),
        Arguments.of("parents_only", search().parentsOnly(true), List.of("a", "c")),
        Arguments.of("parents_only", search().parentsOnly(false), List.of("a", "b", "c")),
        Arguments.of("search_texts", search().searchTexts("needle", "👩‍👩‍👧"), List.of("a", "b")),
        Arguments.of("span_ids", search().spanIds(List.of("b")), List.of("b")),
        Arguments.of(
            "statuses",
            search().statuses(StoredStatus.ERROR, StoredStatus.CANCELED),
            List.of("b", "c")),
        Arguments.of("trace_ids", search().traceIds("t-2"), List.of("c")),
        Arguments.of("types", search().types(ScaleSpanType.AGENT_TRACER), List.of("a")),
        Arguments.of("types", search().types(List.of(StoredType.of("CUSTOM"))), List.of("b")),
        Arguments.of("parent_ids", search().parentIds("a"), List.of("b")),
        Arguments.of(
            "min_duration_ms", search().minDuration(Duration.ofSeconds(2)), List.of("b", "c")),
        Arguments.of(
            "max_duration_ms", search().maxDuration(Duration.ofSeconds(2)), List.of("a", "b")));
  }

  private void storeAbc() {
    client.batch(
        List.of(
            span("a")
                .traceId("t-1")
                .type(ScaleSpanType.AGENT_TRACER)
                .status(StoredStatus.SUCCESS)
                .input(Map.of("q", "a needle here"))
                .end(NOON.plusSeconds(1))
                .build(),
            span("b")
                .traceId("t-1")
                .parentId("a")
                .type(ScaleSpanType.CUSTOM)
                .status(StoredStatus.ERROR)
                .groupId("g")
                .applicationVariantId("v-b")
                .output(Map.of("q", "family 👩‍👩‍👧"))
                .start(NOON.plusSeconds(1))
                .end(NOON.plusSeconds(3))
                .build(),
            span("c")
                .traceId("t-2")
                .status(StoredStatus.CANCELED)
                .groupId("g")
                .metadata(Map.of("team", "x", "n", 1, "more", true))
                .start(NOON.plusSeconds(2))
                .end(NOON.plusSeconds(5))
                .build()));
  }

  @ParameterizedTest(name = "{0} finds {2}")
  @MethodSource("filters")
  void filters(String name, SpanSearch.Builder search, List<String> found) {
    storeAbc();

    assertThat(ids(client.search(search.build()).items())).isEqualTo(found);
    assertThat(server.last().line()).isEqualTo("POST /v5/spans/search");
    assertThat(server.last().body().properties())
        .singleElement()
        .satisfies(filter -> assertThat(filter.getKey()).isEqualTo(name));
    assertThat(server.last().url().querySize()).isZero();
  }

  @Test
  void sendsCursorAndTimesInTheQuery() {
    storeAbc();

    SpanPage page =
        client.search(
            search()
                .startingAfter("a")
                .from(NOON.plusMillis(500))
                .to(NOON.plusSeconds(1))
                .limit(7)
                .sortOrder(SortOrder.ASC)
                .build());

    assertThat(ids(page.items())).containsExactly("b");
    assertThat(server.last().url().query())
        .isEqualTo(
            "starting_after=a&from_ts=2026-01-01T12:00:00.500Z&to_ts=2026-01-01T12:00:01Z&limit=7"
                + "&sort_order=asc");
    assertThat(server.last().body().isEmpty()).isTrue();
  }

  @Test
  void findsTheNewestFirst() {
    storeAbc();

    SpanSearch newestFirst = search().sortOrder(SortOrder.DESC).limit(2).build();

    assertThat(client.searchAll(newestFirst))
        .extracting(StoredSpan::id)
        .containsExactly("c", "b", "a");
    assertThat(server.last().url().queryParameter("sort_order")).isEqualTo("desc");
  }

  @Test
  void combinesFilters() {
    storeAbc();
    SpanSearch search = search().groupId("g").statuses(StoredStatus.ERROR).build();

    assertThat(ids(client.search(search).items())).containsExactly("b");
    assertThat(ids(client.search(search.toBuilder().groupId("h").build()).items())).isEmpty();
  }

  @Test
  void sendsWhatItWasGiven() {
    String odd = "ä&=+ %👩‍👩‍👧";
    client.create(span(odd).build());

    client.search(search().startingAfter(odd).spanIds(odd).build());

    assertThat(server.last().url().queryParameter("starting_after")).isEqualTo(odd);
    assertThat(server.last().body().path("span_ids").path(0).asText()).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE})
  void refusesALimitOutOfRange(int limit) {
    assertThatIllegalArgumentException().isThrownBy(() -> search().limit(limit));
  }

  @Test
  void hasOneCursor() {
    assertThat(search().startingAfter("a").endingBefore("b").build().startingAfter()).isNull();
    assertThat(search().endingBefore("b").startingAfter("a").build().endingBefore()).isNull();
  }

  @Test
  void leadsToTheNextPageAndBack() {
    client.batch(spans(5));

    SpanPage first = client.search(search().limit(2).build());
    SpanPage second = first.next().orElseThrow();
    SpanPage third = second.next().orElseThrow();

    assertThat(ids(first.items())).containsExactly("s0", "s1");
    assertThat(ids(second.items())).containsExactly("s2", "s3");
    assertThat(ids(third.items())).containsExactly("s4");
    assertThat(third.hasMore()).isFalse();
    assertThat(third.next()).isEmpty();
    assertThat(first.previous()).isEmpty();
    SpanPage back = third.previous().orElseThrow();
    assertThat(ids(back.items())).containsExactly("s2", "s3");
    assertThat(ids(back.next().orElseThrow().items())).containsExactly("s4");
    SpanPage start = back.previous().orElseThrow();
    assertThat(ids(start.items())).containsExactly("s0", "s1");
    assertThat(start.previous()).isEmpty();
    assertThat(server.last().url().queryParameter("limit")).isEqualTo("2");
  }

  @Test
  void leadsBackFromTheEndOfASearch() {
    client.batch(spans(5));

    SpanPage last = client.search(search().endingBefore("s4").limit(3).build());
    SpanPage before = last.next().orElseThrow();

    assertThat(ids(last.items())).containsExactly("s1", "s2", "s3");
    assertThat(ids(before.items())).containsExactly("s0");
    assertThat(before.next()).isEmpty();
    assertThat(ids(before.previous().orElseThrow().items())).containsExactly("s1", "s2", "s3");
    assertThat(client.searchAll(search().endingBefore("s4").limit(3).build()))
        .extracting(StoredSpan::id)
        .containsExactly("s3", "s2", "s1", "s0");
  }

  @Test
  void leadsToPagesWithoutWaiting() throws Exception {
    client.batch(spans(3));
    SpanPage first = client.async().search(search().limit(2).build()).get(60, TimeUnit.SECONDS);

    SpanPage second = first.nextAsync().get(60, TimeUnit.SECONDS).orElseThrow();

    assertThat(ids(second.items())).containsExactly("s2");
    assertThat(second.nextAsync().get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(ids(second.previousAsync().get(60, TimeUnit.SECONDS).orElseThrow().items()))
        .containsExactly("s0", "s1");
  }

  @Test
  void keepsTheFiltersOnEveryPage() {
    client.batch(spans(6));
    SpanSearch search =
        search().excludedSpanIds("s1").from(NOON.plusSeconds(1)).sortOrder(SortOrder.DESC).build();

    assertThat(client.searchAll(search.toBuilder().limit(1).build()))
        .extracting(StoredSpan::id)
        .containsExactly("s5", "s4", "s3", "s2");
  }

  @Test
  void fetchesAsItGoes() {
    client.batch(spans(5));
    int before = server.received().size();
    Iterable<StoredSpan> found = client.searchAll(search().limit(2).build());
    assertThat(server.received()).hasSize(before);

    Iterator<StoredSpan> iterator = found.iterator();
    iterator.next();
    iterator.next();
    assertThat(server.received()).hasSize(before + 1);
    assertThat(iterator.next().id()).isEqualTo("s2");
    assertThat(server.received()).hasSize(before + 2);
    iterator.forEachRemaining(each -> {});

    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThat(server.received()).hasSize(before + 3);
    assertThat(found).hasSize(5);
  }

  @Test
  void streamsOnlyWhatIsTaken() {
    client.batch(spans(50));
    int before = server.received().size();

    try (Stream<StoredSpan> stream = client.stream(search().limit(10).build())) {
      assertThat(stream.limit(15)).hasSize(15);
    }

    assertThat(server.received()).hasSize(before + 2);
    assertThat(client.stream(search().limit(7).build())).hasSize(50);
  }

  @Test
  void findsNothingInAnEmptyStore() {
    SpanPage page = client.search(SpanSearch.all());

    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isEmpty();
    assertThat(page.previous()).isEmpty();
    assertThat(client.searchAll(SpanSearch.all())).isEmpty();
  }

  @Test
  void stopsAtAnEmptyPageThatClaimsMore() {
    client.batch(spans(2));
    server.failing(
        SpansApiServer.text("{\"items\": [], \"has_more\": true}"),
        SpansApiServer.text("{\"items\": [], \"has_more\": true}"));
    int before = server.received().size();

    SpanPage page = client.search(SpanSearch.all());

    assertThat(page.hasMore()).isTrue();
    assertThat(page.next()).isEmpty();
    assertThat(client.searchAll(SpanSearch.all())).isEmpty();
    assertThat(server.received()).hasSize(before + 2);
  }

  @Test
  void stopsAtTheEndWithoutAFurtherRequest() {
    client.batch(spans(2));
    int before = server.received().size();

    assertThat(client.searchAll(search().limit(2).build())).hasSize(2);

    assertThat(server.received()).hasSize(before + 1);
  }

  @Test
  void failsWhenTheServiceRepeatsAPage() {
    String page =
        "{\"has_more\": true, \"items\": [{\"id\": \"x\", \"name\": \"n\", \"trace_id\": \"t\","
            + " \"start_timestamp\": \"2026-01-01T00:00:00\"}]}";
    server.failing(SpansApiServer.text(page), SpansApiServer.text(page), SpansApiServer.text(page));
    List<String> seen = new ArrayList<>();

    assertThatThrownBy(
            () -> client.searchAll(SpanSearch.all()).forEach(span -> seen.add(span.id())))
        .isInstanceOf(SpansApiException.class)
        .hasMessageContaining("repeats the page");
    assertThat(seen).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void throwsWhatASearchThrowsWhileItIsIterated() {
    client.batch(spans(3));
    Iterator<StoredSpan> iterator = client.searchAll(search().limit(2).build()).iterator();
    iterator.next();
    iterator.next();
    server.failing(SpansApiServer.status(422, "no"));

    assertThatThrownBy(iterator::hasNext).isInstanceOf(SpansApiException.Validation.class);
    assertThat(iterator.next().id()).isEqualTo("s2");
  }
}
