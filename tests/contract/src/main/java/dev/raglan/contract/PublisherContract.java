package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Publishers that are not Reactor's. */
abstract class PublisherContract extends ContractGroup {

  PublisherContract(Weaver weaver) {
    super(weaver);
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }

  private static Flow.Publisher<String> publisherOf(Flux<String> flux) {
    return FlowAdapters.toFlowPublisher(flux);
  }

  @Test
  void doesNothingBeforeItIsSubscribedTo() {
    later().flow(() -> publisherOf(Flux.just("done")));

    assertThat(spans()).isEmpty();
  }

  @Test
  void endsWhenItCompletes() {
    Recorder recorder = new Recorder(Long.MAX_VALUE);

    later().flow(() -> publisherOf(Flux.just("a", "b"))).subscribe(recorder);

    assertThat(recorder.signals).containsExactly("a", "b", "complete");
    assertThat(span()).hasName("flow").hasStatus(StatusData.unset());
    assertThat(output(span())).isEqualTo("ab");
  }

  @Test
  void endsWithTheError() {
    IllegalStateException thrown = new IllegalStateException("boom");
    Recorder recorder = new Recorder(Long.MAX_VALUE);

    later().flow(() -> publisherOf(Flux.error(thrown))).subscribe(recorder);

    assertThat(recorder.signals).containsExactly(thrown.toString());
    assertThat(span()).hasException(thrown);
  }

  @Test
  void endsWhenItIsCancelled() {
    Recorder recorder = new Recorder(1);

    later().flow(() -> publisherOf(Flux.just("a", "b"))).subscribe(recorder);
    assertThat(spans()).isEmpty();
    recorder.subscription.cancel();

    assertThat(recorder.signals).containsExactly("a");
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "canceled");
    assertThat(output(span())).isEqualTo("a");
  }

  @Test
  void hasASpanForEachSubscription() {
    Flow.Publisher<String> flow = later().flow(() -> publisherOf(Flux.just("a")));

    flow.subscribe(new Recorder(Long.MAX_VALUE));
    flow.subscribe(new Recorder(Long.MAX_VALUE));

    assertThat(spans()).hasSize(2);
  }

  @Test
  void followsAPublisherOfReactiveStreams() {
    Publisher<String> publisher = later().publisher(() -> Flux.just("a", "b")::subscribe);
    assertThat(spans()).isEmpty();

    assertThat(Flux.from(publisher).collectList().block()).containsExactly("a", "b");

    assertThat(span()).hasName("publisher");
    assertThat(output(span())).isEqualTo("ab");
  }

  @Test
  void followsAFluxBehindThePublisherOfReactiveStreams() {
    Publisher<String> publisher = later().publisher(() -> Flux.just("a", "b"));

    assertThat(Flux.from(publisher).collectList().block()).containsExactly("a", "b");

    assertThat(output(span())).isEqualTo("ab");
  }

  /** Notes the signals that come. */
  private static final class Recorder implements Flow.Subscriber<String> {

    private final List<String> signals = new ArrayList<>();
    private final long demand;
    private Flow.Subscription subscription;

    private Recorder(long demand) {
      this.demand = demand;
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      upstream.request(demand);
    }

    @Override
    public void onNext(String element) {
      signals.add(element);
    }

    @Override
    public void onError(Throwable error) {
      signals.add(error.toString());
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }
}
