package dev.raglan.contract.subject;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Steps that call further steps. */
public interface Steps {

  <T> T outer(Supplier<T> inner);

  <T> T inner(Supplier<T> innermost);

  <T> T rooted(Supplier<T> inner);

  String leaf();

  /** The factorial, with {@code self} for the recursive call. */
  int factorial(int n, IntUnaryOperator self);
}
