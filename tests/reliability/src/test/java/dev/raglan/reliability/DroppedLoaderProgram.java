package dev.raglan.reliability;

import dev.raglan.Raglan;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that takes an application down, which has Raglan and all its libraries in a class loader
 * of its own; prints after how many seconds the loader was collected. The thread lives on.
 */
final class DroppedLoaderProgram {

  private static final int PATIENCE_SECONDS = 200;

  private DroppedLoaderProgram() {}

  /** Takes the receiver's port. */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = runApplication(arguments[0]);
    long begun = System.nanoTime();
    for (int i = 0; i < PATIENCE_SECONDS && loader.get() != null; i++) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      System.gc();
    }
    if (loader.get() == null) {
      System.out.println(
          "collected after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    }
  }

  private static WeakReference<ClassLoader> runApplication(String port) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(each).toUri().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> application = loader.loadClass(Application.class.getName());
      application.getMethod("run", String.class).invoke(null, port);
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The application: one trace, then the end. */
  public static final class Application {

    private Application() {}

    /** Runs it. */
    public static void run(String port) {
      try (Raglan raglan =
          Raglan.builder().exportTo(ReliabilityTest.grpc(Integer.parseInt(port))).build()) {
        raglan.trace("ask").input("What is Raglan?").start().end();
        raglan.flush(Duration.ofSeconds(30));
      }
    }
  }
}
