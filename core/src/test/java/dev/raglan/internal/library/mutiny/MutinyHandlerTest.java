package dev.raglan.internal.library.mutiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MutinyHandlerTest {

  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final RecordedCall call = new RecordedCall();

  @SuppressWarnings("unchecked") // The same Uni, followed.
  private <T> Uni<T> follow(Uni<T> source) {
    return (Uni<T>) handlers.handle(source, Uni.class, call);
  }

  @SuppressWarnings("unchecked") // The same Multi, followed.
  private <T> Multi<T> follow(Multi<T> source) {
    return (Multi<T>) handlers.handle(source, Multi.class, call);
  }

  @Test
  void opensNothingBeforeASubscription() {
    AtomicInteger runs = new AtomicInteger();

    follow(Uni.createFrom().item(runs::incrementAndGet));
    follow(Multi.createFrom().items(() -> List.of(runs.incrementAndGet()).stream()));

    assertThat(call.end()).isEqualTo("open");
    assertThat(runs).hasValue(0);
  }

  @Test
  void endsWithTheItem() {
    assertThat(follow(Uni.createFrom().item("a")).await().indefinitely()).isEqualTo("a");
    assertThat(call.end()).isEqualTo("completed with a");
  }

  @Test
  void endsWithANullItem() {
    assertThat(follow(Uni.createFrom().voidItem()).await().indefinitely()).isNull();
    assertThat(call.end()).isEqualTo("completed with null");
  }

  @Test
  void gathersTheItemsOfAMulti() {
    Multi<String> followed = follow(Multi.createFrom().items("a", "b"));

    assertThat(followed.collect().asList().await().indefinitely()).containsExactly("a", "b");
    assertThat(call.elements()).isEqualTo(List.of("a", "b"));
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void failsWithTheFailure() {
    Uni<String> followed = follow(Uni.createFrom().failure(new IllegalStateException("broken")));

    assertThatThrownBy(() -> followed.await().indefinitely()).hasMessage("broken");
    assertThat(call.end()).isEqualTo("failed with broken");
  }

  @Test
  void failsWithTheFailureOfAMulti() {
    Multi<String> followed =
        follow(Multi.createFrom().failure(new IllegalStateException("broken")));

    assertThatThrownBy(() -> followed.collect().last().await().indefinitely()).hasMessage("broken");
    assertThat(call.end()).isEqualTo("failed with broken");
  }

  @Test
  void isCanceledWithItsSubscription() {
    AtomicInteger canceled = new AtomicInteger();
    Uni<String> never = Uni.createFrom().nothing();

    follow(never.onCancellation().invoke(canceled::incrementAndGet))
        .subscribe()
        .with(item -> {})
        .cancel();

    assertThat(call.end()).isEqualTo("canceled");
    assertThat(canceled).hasValue(1);
  }

  @Test
  void isCanceledWhenADownstreamOperatorHasEnough() {
    Multi<Integer> followed = follow(Multi.createFrom().range(0, 1_000_000));

    assertThat(followed.select().first(2).collect().asList().await().indefinitely())
        .containsExactly(0, 1);
    assertThat(call.end()).isEqualTo("canceled");
    assertThat(call.elements()).isEqualTo(List.of(0, 1));
  }

  @Test
  void passesDemandOn() {
    AssertSubscriber<Integer> subscriber =
        follow(Multi.createFrom().items(1, 2, 3))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(2));

    subscriber.assertItems(1, 2);
    assertThat(call.end()).isEqualTo("open");
    subscriber.request(1).assertCompleted();
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void worksInTheContextOfTheCallAndHandsOnOutsideOfIt() {
    List<Boolean> above = new ArrayList<>();
    List<Boolean> below = new ArrayList<>();

    follow(Uni.createFrom().item(() -> above.add(RecordedCall.isCurrent())))
        .onItem()
        .invoke(item -> below.add(RecordedCall.isCurrent()))
        .await()
        .indefinitely();

    assertThat(above).containsExactly(true);
    assertThat(below).containsExactly(false);
  }

  @Test
  void passesMutinysContextUpstream() {
    Context context = Context.of("user", "u-1");

    String user =
        follow(Uni.createFrom().context(known -> Uni.createFrom().item(known.<String>get("user"))))
            .awaitUsing(context)
            .indefinitely();
    List<String> users =
        follow(
                Multi.createFrom()
                    .context(known -> Multi.createFrom().item(known.<String>get("user"))))
            .withContext((all, known) -> all)
            .collect()
            .asList()
            .awaitUsing(context)
            .indefinitely();

    assertThat(user).isEqualTo("u-1");
    assertThat(users).containsExactly("u-1");
  }

  @Test
  void opensACallForEachSubscription() {
    Uni<String> followed = follow(Uni.createFrom().item("a"));

    followed.await().indefinitely();
    followed.await().indefinitely();

    assertThat(call.further()).hasSize(1);
    assertThat(call.further().get(0).end()).isEqualTo("completed with a");
  }

  @Test
  void followsAMultiThatIsDeclaredAsAPublisher() {
    Object followed =
        handlers.handle(Multi.createFrom().items("a", "b"), Flow.Publisher.class, call);

    assertThat(followed).isInstanceOf(Multi.class);
    assertThat(call.end()).isEqualTo("open");
  }
}
