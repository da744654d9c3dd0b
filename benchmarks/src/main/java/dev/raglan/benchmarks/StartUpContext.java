package dev.raglan.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;



/** A context that knows what its refresh took. */
class StartUpContext extends AnnotationConfigApplicationContext {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Taken taken = new Taken(0, 0);

  /**
   * What a refresh took.
   *
   * @param wall how long it was, in milliseconds
   * @param core how long its thread had a core, in milliseconds; others on the machine matter less
   */
  record Taken(double wall, double core) {

    /** A line that says it to another JVM. */
    String line(StartUpApp app) {
      return app + " " + wall + " " + core;
    }

    /** What such a line says. */
    static Taken of(String line) {
      String[] words = line.split(" ", -1);
      return new Taken(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    /** Of which application such a line says it. */
    static StartUpApp app(String line) {
      return StartUpApp.valueOf(line.substring(0, line.indexOf(' ')));
    }
  }

  @Override
  public void refresh() {
    long core = THREADS.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    super.refresh();
    taken =
        new Taken(
            (System.nanoTime() - wall) / 1e6, (THREADS.getCurrentThreadCpuTime() - core) / 1e6);
  }

  Taken taken() {
    return taken;
  }
}
