package dev.raglan.benchmarks;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A context that knows how long its refresh took. */
class StartUpContext extends AnnotationConfigApplicationContext {

  private long nanos;

  @Override
  public void refresh() {
    long start = System.nanoTime();
    super.refresh();
    nanos = System.nanoTime() - start;
  }

  double millis() {
    return nanos / 1e6;
  }
}
