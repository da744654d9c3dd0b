package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.result.ResultHandlers;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each plan is made once, however many threads call the method for the first time at once. */
class MethodPlansTest {

  private static final int THREADS = 16;

  private final Raglan raglan = Raglan.builder().enabled(false).build();
  private final MethodPlanner planner =
      new MethodPlanner(Engine.of(raglan), ResultHandlers.discover());
  private final AtomicInteger plannings = new AtomicInteger();
  private final MethodPlans plans = new MethodPlans(this::plan);

  private static class Service {

    @Traced
    public void answer() {}

    public void untraced() {}
  }

  private static final class Other extends Service {}

  @AfterEach
  void close() {
    raglan.close();
  }

  @Test
  void makesAPlanOnceForManyFirstCallsAtOnce() throws Exception {
    Method answer = Service.class.getMethod("answer");

    Set<@Nullable MethodPlan> made = Collections.newSetFromMap(new IdentityHashMap<>());
    made.addAll(atOnce(answer, Service.class));

    assertThat(plannings).hasValue(1);
    assertThat(made).hasSize(1).doesNotContainNull();
  }

  @Test
  void findsOutOnceThatAMethodIsNotTraced() throws Exception {
    Method untraced = Service.class.getMethod("untraced");

    assertThat(atOnce(untraced, Service.class)).containsOnlyNulls();
    assertThat(plannings).hasValue(1);
  }

  @Test
  void makesAPlanForEachClassThatTheMethodRunsOn() throws Exception {
    Method answer = Service.class.getMethod("answer");

    MethodPlan plan = plans.get(answer, Service.class);
    MethodPlan inherited = plans.get(answer, Other.class);

    assertThat(plans.get(answer, Service.class)).isSameAs(plan);
    assertThat(plans.get(answer, Other.class)).isSameAs(inherited).isNotSameAs(plan);
    assertThat(plannings).hasValue(2);
  }

  @Test
  void makesNoPlanAgainForAnotherCopyOfTheMethod() throws Exception {
    Method answer = Service.class.getMethod("answer");
    Method copy = Service.class.getMethod("answer");

    assertThat(copy).isNotSameAs(answer);
    assertThat(plans.get(copy, Service.class)).isSameAs(plans.get(answer, Service.class));
    assertThat(plannings).hasValue(1);
  }

  private @Nullable MethodPlan plan(Method method, Class<?> type) {
    plannings.incrementAndGet();
    return planner.plan(method, type);
  }

  private List<@Nullable MethodPlan> atOnce(Method method, Class<?> type) throws Exception {
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<@Nullable MethodPlan>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(
            threads.submit(
                () -> {
                  together.await();
                  return plans.get(method, type);
                }));
      }
      List<@Nullable MethodPlan> made = new ArrayList<>();
      for (Future<@Nullable MethodPlan> call : calls) {
        made.add(call.get());
      }
      return made;
    } finally {
      threads.shutdownNow();
    }
  }
}
