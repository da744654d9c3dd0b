package dev.raglan.benchmarks;

import java.io.IOException;
import java.nio.file.Path;



/** Starts of applications in one JVM, which take turns. */
public final class StartUpWarm {

  private static final int WARM_UPS = 15;
  private static final int ROUNDS = 25;

  private StartUpWarm() {}

  /**
   * Starts the applications, and prints for each start its name and what the refresh of its context
   * took, as {@link StartUpRun} does.
   *
   * @param args where the classes of the applications' beans are
   */
  public static void main(String[] args) throws IOException {
    Path beans = Path.of(args[0]);
    for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
      for (StartUpApp app : StartUpApp.values()) {
        System.gc();
        StartUpContext.Taken taken = StartUpRun.of(app, beans);
        if (i >= WARM_UPS) {
          System.out.println(taken.line(app));
        }
      }
    }
  }
}
