package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Makes each of them a span. */
public class TracedSteps implements Steps {

  @Override
  @Traced("outer")
  public <T> T outer(Supplier<T> inner) {
    return inner.get();
  }

  @Override
  @Traced("inner")
  public <T> T inner(Supplier<T> innermost) {
    return innermost.get();
  }

  @Override
  @Traced(name = "rooted", root = true)
  public <T> T rooted(Supplier<T> inner) {
    return inner.get();
  }

  @Override
  @Traced("leaf")
  public String leaf() {
    return "leaf";
  }

  @Override
  @Traced("factorial")
  public int factorial(int n, IntUnaryOperator self) {
    return n <= 1 ? 1 : n * self.applyAsInt(n - 1);
  }
}
