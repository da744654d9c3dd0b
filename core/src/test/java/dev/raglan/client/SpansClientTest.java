package dev.raglan.client;

import static dev.raglan.client.Clients.NOON;
import static dev.raglan.client.Clients.TRACE;
import static dev.raglan.client.Clients.span;
import static dev.raglan.client.Clients.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.model.ScaleSpanType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansClientTest {

  private final SpansApiServer server = SpansApiServer.start();
  private final SpansClient client = Clients.of(server).maxRetries(0).build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static StoredSpan.Builder full() {
    return span("full")
        .start(NOON.plusNanos(123_456_789))
        .end(NOON.plusSeconds(2))
        .parentId("parent")
        .groupId("group-1")
        .input(Map.of("query", "Grüße 👩‍👩‍👧‍👦", "top_k", 5, "weights", List.of(0.5, 1, true)))
        .output(Map.of("answer", "42 \u2028 \\u0000 </script>", "nested", Map.of("a", Map.of())))
        .metadata(Map.of("team", "search"))
        .status(StoredStatus.SUCCESS)
        .type(ScaleSpanType.COMPLETION)
        .applicationVariantId("variant-1")
        .applicationInteractionId("interaction-1");
  }

  @Test
  void createsASpanWithEveryField() {
    StoredSpan stored = client.create(full().build());

    assertThat(server.last().line()).isEqualTo("POST /v5/spans");
    assertThat(server.last().body().path("start_timestamp").asText())
        .isEqualTo("2026-01-01T12:00:00.123456789Z");
    assertThat(server.last().body().path("type").asText()).isEqualTo("COMPLETION");
    assertThat(stored.accountId()).isEqualTo(SpansApiServer.ACCOUNT);
    assertThat(stored.createdBy()).containsEntry("id", "user-1");
    assertThat(stored.toBuilder().accountId(null).createdBy(null).build())
        .isEqualTo(full().build());
  }

  @Test
  void createsASpanWithWhatIsRequired() {
    StoredSpan stored = client.create(StoredSpan.builder("n", NOON, TRACE).build());

    assertThat(server.last().body().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("name", "start_timestamp", "trace_id");
    assertThat(stored.id()).isNotBlank();
    assertThat(stored.end()).isNull();
    assertThat(stored.status()).isNull();
    assertThat(stored.input()).isNull();
  }

  @Test
  void retrievesASpan() {
    StoredSpan stored = client.create(full().build());

    assertThat(client.retrieve("full")).isEqualTo(stored).hasSameHashCodeAs(stored);
    assertThat(server.last().line()).isEqualTo("GET /v5/spans/full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "ä?#%2f", "...", "%2e", ".%2E", "👩‍👩‍👧"})
  void retrievesASpanOfAnyId(String id) {
    client.create(span(id).build());

    assertThat(client.retrieve(id).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void asksForNoSpanWhoseIdIsAWayUp(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> client.retrieve(id));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.update(id, SpanPatch.builder().build()));
    assertThat(server.received()).isEmpty();
  }

  @Test
  void updatesWhatIsSaidAndLeavesTheRest() {
    client.create(full().status(null).end(null).build());

    StoredSpan updated =
        client.update(
            "full",
            SpanPatch.builder()
                .name("renamed")
                .end(NOON.plusSeconds(9))
                .output(Map.of("answer", "43"))
                .metadata(Map.of("reviewed", true))
                .status(StoredStatus.ERROR)
                .build());

    assertThat(server.last().line()).isEqualTo("PATCH /v5/spans/full");
    assertThat(updated.name()).isEqualTo("renamed");
    assertThat(updated.end()).isEqualTo(NOON.plusSeconds(9));
    assertThat(updated.output()).isEqualTo(Map.of("answer", "43"));
    assertThat(updated.metadata()).isEqualTo(Map.of("reviewed", true));
    assertThat(updated.status()).isEqualTo(StoredStatus.ERROR);
    assertThat(updated.input()).isEqualTo(full().build().input());
    assertThat(client.update("full", SpanPatch.builder().build())).isEqualTo(updated);
  }

  @Test
  void upsertsTheSameSpansTwice() {
    client.upsertBatch(spans(3));
    List<StoredSpan> again =
        client.upsertBatch(List.of(span("s1").status(StoredStatus.CANCELED).build()));

    assertThat(server.last().line()).isEqualTo("PUT /v5/spans/batch");
    assertThat(again).extracting(StoredSpan::status).containsExactly(StoredStatus.CANCELED);
    assertThat(server.spans()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(ScaleSpanType.class)
  void knowsEachType(ScaleSpanType type) {
    StoredSpan stored = client.create(span("s").type(type).build());

    assertThat(stored.type()).isEqualTo(StoredType.of(type)).hasToString(type.name());
    assertThat(stored.type().known()).contains(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCESS", "ERROR", "CANCELED"})
  void knowsEachStatus(String word) {
    assertThat(client.create(span("s").status(StoredStatus.of(word)).build()).status())
        .isIn(StoredStatus.SUCCESS, StoredStatus.ERROR, StoredStatus.CANCELED)
        .hasToString(word);
  }

  @Test
  void sendsBackWhatItDoesNotKnow() {
    server.newerThanItsDocuments();
    Map<String, Object> unknown = new HashMap<>();
    unknown.put("cost", Map.of("usd", new BigDecimal("0.1000000000000000000001")));
    unknown.put("big", new BigInteger("123456789012345678901234567890"));
    unknown.put("nothing", null);
    client.create(
        span("new")
            .type(StoredType.of("TELEPATHY"))
            .status(StoredStatus.of("PONDERING"))
            .additional(unknown)
            .build());

    StoredSpan read = client.retrieve("new");
    StoredSpan again = client.upsertBatch(List.of(read.toBuilder().name("renamed").build())).get(0);

    assertThat(again.type()).isEqualTo(StoredType.of("TELEPATHY"));
    assertThat(again.type().known()).isEmpty();
    assertThat(again.status()).hasToString("PONDERING");
    assertThat(again.additional()).isEqualTo(unknown);
    assertThat(again.name()).isEqualTo("renamed");
  }

  @Test
  void sendsNothingThatIsTheServices() {
    StoredSpan read = client.create(span("s").build());

    client.upsertBatch(List.of(read));

    assertThat(server.last().body().path("items").path(0).properties())
        .extracting(Map.Entry::getKey)
        .doesNotContain("account_id", "created_by", "object");
  }

  @Test
  void sendsAnAdditionalFieldOfAKnownNameOnce() {
    client.create(span("s").additional(Map.of("name", "other", "account_id", "a-2")).build());

    assertThat(server.last().body().path("name").asText()).isEqualTo("span s");
    assertThat(server.last().body().has("account_id")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 999, 1000, 1001, 2000, 2500})
  void splitsABatchAtAThousandSpans(int count) {
    List<StoredSpan> stored = client.batch(spans(count));

    assertThat(stored).extracting(StoredSpan::id).containsExactlyElementsOf(ids(count));
    assertThat(server.received())
        .hasSize((count + 999) / 1000)
        .allSatisfy(
            request -> {
              assertThat(request.line()).isEqualTo("POST /v5/spans/batch");
              assertThat(request.body().path("items").size()).isLessThanOrEqualTo(1000);
            });
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
  }

  @Test
  void splitsABatchAt32Megabytes() {
    String text = "ä".repeat(5_500_000);
    List<StoredSpan> large =
        spans(3).stream().map(s -> s.toBuilder().input(Map.of("t", text)).build()).toList();

    List<StoredSpan> stored = client.upsertBatch(large);

    assertThat(stored).hasSize(3);
    assertThat(stored.get(2).input()).isEqualTo(large.get(2).input());
    assertThat(server.received())
        .extracting(request -> request.body().path("items").size())
        .containsExactly(2, 1);
  }

  @Test
  void sendsNothingOfABatchWithASpanThatIsTooLarge() {
    List<StoredSpan> spans =
        List.of(span("a").build(), span("b").output(Map.of("t", "x".repeat(32_000_000))).build());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.batch(spans))
        .withMessageStartingWith("span 1 of the batch is 320");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void sendsNoRequestForNoSpans() {
    assertThat(client.batch(List.of())).isEmpty();
    assertThat(client.upsertBatch(List.of())).isEmpty();
    assertThat(server.received()).isEmpty();
  }

  @Test
  void saysWhatABatchHadStoredBeforeItFailed() {
    List<StoredSpan> spans =
        IntStream.range(0, 2500).mapToObj(i -> span("s" + (i == 1700 ? 3 : i)).build()).toList();

    assertThatThrownBy(() -> client.batch(spans))
        .isInstanceOfSatisfying(
            SpansApiException.Conflict.class,
            conflict ->
                assertThat(conflict.stored())
                    .extracting(StoredSpan::id)
                    .containsExactlyElementsOf(ids(1000)));
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void saysThatASpanIsUnknown() {
    assertThatThrownBy(() -> client.retrieve("nobody"))
        .isInstanceOfSatisfying(
            SpansApiException.NotFound.class, e -> assertThat(e.status()).isEqualTo(404))
        .hasMessageContaining("GET " + server.url() + "/v5/spans/nobody answered 404")
        .hasMessageContaining("Span nobody not found");
    assertThatThrownBy(() -> client.update("nobody", SpanPatch.builder().name("n").build()))
        .isInstanceOf(SpansApiException.NotFound.class);
  }

  @Test
  void saysThatAnIdIsTaken() {
    client.create(span("s").build());

    assertThatThrownBy(() -> client.create(span("s").build()))
        .isInstanceOf(SpansApiException.Conflict.class);
    assertThatThrownBy(() -> client.batch(List.of(span("t").build(), span("t").build())))
        .isInstanceOf(SpansApiException.Conflict.class)
        .hasMessageContaining("twice");
    assertThat(server.spans()).hasSize(1);
  }

  @Test
  void saysThatAParentCannotBe() {
    client.create(span("a").parentId("b").build());

    assertThatThrownBy(() -> client.create(span("b").parentId("a").build()))
        .isInstanceOf(SpansApiException.Conflict.class)
        .hasMessageContaining("cycle");
    assertThatThrownBy(() -> client.create(span("c").traceId("other").parentId("a").build()))
        .isInstanceOf(SpansApiException.Conflict.class)
        .hasMessageContaining("another trace");
  }

  @Test
  void saysThatAValueIsRefused() {
    StoredSpan early = span("s").end(NOON.minusNanos(1)).build();
    StoredSpan longTrace = span("s").traceId("t".repeat(39)).build();
    StoredSpan unknownType = span("s").type(StoredType.of("TELEPATHY")).build();
    for (StoredSpan refused : List.of(early, longTrace, unknownType)) {
      assertThatThrownBy(() -> client.create(refused))
          .isInstanceOfSatisfying(
              SpansApiException.Validation.class, e -> assertThat(e.status()).isEqualTo(422));
    }
    client.create(span("s").traceId("t".repeat(38)).end(NOON).build());
    assertThatThrownBy(
            () -> client.update("s", SpanPatch.builder().end(NOON.minusSeconds(1)).build()))
        .isInstanceOf(SpansApiException.Validation.class);
  }

  @Test
  void saysThatTheKeyOrTheAccountIsRefused() {
    try (SpansClient wrongKey = Clients.of(server).apiKey("sk-other").build();
        SpansClient wrongAccount = Clients.of(server).accountId("nobody").build()) {
      assertThatThrownBy(() -> wrongKey.retrieve("s"))
          .isInstanceOfSatisfying(
              SpansApiException.Unauthorized.class, e -> assertThat(e.status()).isEqualTo(401));
      assertThatThrownBy(() -> wrongAccount.retrieve("s"))
          .isInstanceOfSatisfying(
              SpansApiException.Unauthorized.class, e -> assertThat(e.status()).isEqualTo(403));
    }
  }

  @Test
  void showsTheKeyNowhere() {
    SpansClient.Builder builder = Clients.of(server);
    server.failing(SpansApiServer.status(400, "bad key " + SpansApiServer.KEY + "\r\n\u001b[31m"));

    assertThatThrownBy(() -> client.retrieve("s"))
        .isInstanceOf(SpansApiException.Validation.class)
        .hasMessageContaining("bad key ***\\r\\n")
        .hasMessageNotContaining(SpansApiServer.KEY);
    assertThat(builder.toString() + client + client.async())
        .contains("apiKey=***")
        .doesNotContain(SpansApiServer.KEY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.apiKey("hunter2\n"))
        .withMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:1",
        "ftp://x",
        "https://",
        "https://user:pass@x",
        "https://x?key=hunter2",
        "https://x#hunter2",
        "https://x y",
        "https://x\\y",
        "",
      })
  void refusesAnAddressItCannotSendTo(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Raglan.spansClient().baseUrl(url).build())
        .withMessageStartingWith("SpansClient baseUrl ")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void refusesPlainHttpToAnotherMachineUnlessAllowed() {
    SpansClient.Builder builder = Raglan.spansClient().baseUrl("http://spans.example.com");

    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("https");
    builder.allowPlaintext(true).build().close();
  }

  @Test
  void requiresKeyAndAccountAtScale() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Raglan.spansClient().build())
        .withMessageContaining("apiKey is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Raglan.spansClient().apiKey("k").build())
        .withMessageContaining("accountId is missing");
    Raglan.spansClient().apiKey("k").accountId("a").build().close();
  }

  @Test
  void refusesSettingsOutOfRange() {
    SpansClient.Builder builder = Raglan.spansClient();

    assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.requestTimeout(Duration.ofDays(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxRetries(11));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxRetries(-1));
  }

  @Test
  void asksBelowThePathOfItsAddress() {
    try (SpansClient below = Clients.of(server).baseUrl(server.url() + "/scale/").build()) {
      assertThatThrownBy(() -> below.retrieve("s")).isInstanceOf(SpansApiException.NotFound.class);
      assertThat(server.last().path()).isEqualTo("/scale/v5/spans/s");
    }
  }

  @Test
  void trustsTheCertificatesItIsGiven(@TempDir Path folder) throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    Path pem = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
    SSLSocketFactory tls =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory();
    try (SpansApiServer secure = SpansApiServer.start(tls);
        SpansClient trusting = Clients.of(secure).trustedCertificates(pem).build();
        SpansClient wary = Clients.of(secure).maxRetries(0).build()) {
      assertThat(trusting.create(span("s").build()).id()).isEqualTo("s");
      assertThatThrownBy(() -> wary.retrieve("s"))
          .isInstanceOf(SpansApiException.Unavailable.class)
          .hasMessageContaining("TLS failed");
    }
  }

  @Test
  void goesThroughAProxy() throws Exception {
    try (MockWebServer proxy = new MockWebServer()) {
      proxy.start();
      proxy.enqueue(new MockResponse.Builder().code(404).build());
      try (SpansClient proxied =
          Raglan.spansClient()
              .baseUrl("http://spans.example.com")
              .allowPlaintext(true)
              .proxy(proxy.getHostName(), proxy.getPort())
              .build()) {
        assertThatThrownBy(() -> proxied.retrieve("s"))
            .isInstanceOf(SpansApiException.NotFound.class);
      }
      assertThat(proxy.takeRequest().getRequestLine())
          .startsWith("GET http://spans.example.com/v5/spans/s ");
    }
  }

  @Test
  void readsALongTextBack() {
    String text = "x".repeat(20_100_000);

    StoredSpan stored = client.create(span("s").output(Map.of("text", text)).build());

    assertThat(stored.output()).isEqualTo(Map.of("text", text));
  }

  @Test
  void copiesTheValuesOfASpan() {
    Map<String, Object> inner = new HashMap<>(Map.of("k", "v"));
    Map<String, Object> input = new HashMap<>(Map.of("inner", inner, "list", Arrays.asList(1, 2)));
    StoredSpan span = span("s").input(input).build();
    inner.put("k", "changed");
    input.clear();

    assertThat(span.input()).isEqualTo(Map.of("inner", Map.of("k", "v"), "list", List.of(1, 2)));
    assertThatThrownBy(() -> span.input().put("k", "v"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesValuesThatJsonCannotHold() {
    Map<String, Object> loop = new HashMap<>();
    loop.put("loop", loop);
    Map<Object, Object> numbered = Map.of(1, "one");

    for (Object value : Arrays.asList(NOON, Double.NaN, new int[1], loop, numbered)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> span("s").input(Map.of("value", value)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> span("s").output(Map.of("a", List.of("x", NOON))))
        .withMessage(
            "output.a[1] is of java.time.Instant; expected a map, a collection, an array of"
                + " objects, a String, a finite number, a Boolean or null");
  }

  @Test
  void writesATextThatIsNoUnicode() {
    StoredSpan stored = client.create(span("s").input(Map.of("\ud83d", "a\ude00b\ud83d")).build());

    assertThat(stored.input()).isEqualTo(Map.of("\ufffd", "a\ufffdb\ufffd"));
  }

  @Test
  void refusesATimeThatRfc3339DoesNotHave() {
    StoredSpan far = span("s").start(Instant.MAX).build();

    assertThatIllegalArgumentException().isThrownBy(() -> client.create(far));
    assertThat(server.received()).isEmpty();
  }

  @Test
  void showsNoContentInItsText() {
    assertThat(full().build().toString())
        .contains("full", "COMPLETION")
        .doesNotContain("42", "Grü");
  }

  @Test
  void refusesCallsOnceClosed() {
    client.close();
    client.close();

    assertThatIllegalStateException().isThrownBy(() -> client.retrieve("s"));
    assertThatIllegalStateException().isThrownBy(() -> client.async().retrieve("s"));
  }
}
